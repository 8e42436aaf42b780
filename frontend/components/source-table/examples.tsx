import { SourceTable, type SourceCell, type SourceRow } from './source-table.tsx';

const words = {
  caption: 'What the document says',
  field: 'Field',
  value: 'Value',
  sources: ['Printed', 'MRZ', 'Barcode'],
  states: { same: 'Same', differs: 'Differs', alone: 'Only here', unclear: 'Not clear', not_read: 'Not read' },
  differing: 'The sources differ',
  notRead: 'Not read',
  show: 'Outline it on the photo',
};

const same: SourceCell = { state: 'same', value: '' };
const none: SourceCell = { state: 'not_read', value: '' };
const row: SourceRow = {
  key: 'family_name', name: 'Family name', value: 'SAMPLE', confidence: '20 of 100', isDiffering: true, hasPlace: true,
  cells: [{ state: 'differs', value: 'SIMPLE' }, same, none],
};

export const examples = {
  'differing, agreeing, alone and not read': () => (
    <SourceTable
      words={words}
      chosen="dob"
      onChoose={() => undefined}
      rows={[
        row,
        { ...row, key: 'dob', name: 'Date of birth', value: '1990-04-01', confidence: '99 of 100', isDiffering: false, cells: [same, same, none] },
        { ...row, key: 'height', name: 'Height', value: '1.80 m', confidence: '', isDiffering: false, hasPlace: false, cells: [{ state: 'alone', value: '' }, none, none] },
        { ...row, key: 'issued', name: 'Issued', value: '', confidence: '', isDiffering: false, cells: [{ state: 'unclear', value: '20 APR' }, none, none] },
      ]}
    />
  ),
};

export function chosen(onChoose: (key: string) => void) {
  return <SourceTable words={words} chosen="" onChoose={onChoose} rows={[row, { ...row, key: 'id', name: 'Number', hasPlace: false }]} />;
}
