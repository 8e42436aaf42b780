import { FieldTable } from './field-table.tsx';

const words = {
  caption: 'Details read from the document',
  field: 'Field',
  value: 'Value',
  source: 'Read from',
  confidence: 'Confidence',
  notRead: 'Not read',
};

export const examples = {
  'read and not read': () => (
    <FieldTable
      words={words}
      rows={[
        { key: 'familyName', name: 'Family name', value: 'SAMPLE', source: 'Barcode', confidence: '100 of 100' },
        { key: 'hair', name: 'Hair', value: '', source: 'Printed text', confidence: 'Not assessed' },
      ]}
    />
  ),
};
