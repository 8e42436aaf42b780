import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import type { CaseField } from '../../api/console.ts';
import type { Sighting } from '../../api/sources.ts';
import { checkExamples } from '../../components/check-examples.ts';
import { CaseFields } from './case-fields.tsx';
import { markOfField, sourceRows } from './source-words.ts';

const corners = [[10, 20], [90, 20], [90, 32], [10, 32]] as const;

function seen(source: string, value: string, image: Sighting['image'] = 'front'): Sighting {
  return { source, image, value, corners };
}

function field(key: string, agreement: string, value: string, sightings: Sighting[]): CaseField {
  return { key, value, source: 'machine_readable', confidence: 99, agreement, sightings };
}

const fields = [
  field('id', 'agrees', 'X123', [seen('mrz', 'X123'), seen('printed', 'X123')]),
  field('family_name', 'agrees', 'MUELLER', [seen('mrz', 'MUELLER'), seen('printed', 'M\u00dcLLER')]),
  field('dob', 'differs', '1990-04-01', [seen('barcode', '1990-04-01', 'back'), seen('printed', '1990-04-07')]),
  field('height', 'single_source', '1.80 m', [seen('printed', '1.80 m')]),
  field('issued', 'unreadable', '2021-04-01', [seen('mrz', '2021-04-01')]),
];
const bare: CaseField[] = [{ key: 'family_name', value: 'SAMPLE', source: 'document', confidence: null, agreement: '', sightings: [] }];
const shown = { mark: null, onMark: () => undefined };

checkExamples({
  sources: () => <CaseFields fields={fields} {...shown} />,
  'another reader': () => <CaseFields fields={bare} {...shown} />,
  nothing: () => <><CaseFields fields={[]} {...shown} /></>,
});

test('what differs comes first, the rest as people compare', () => {
  expect(sourceRows(fields).map(({ key }) => key.split(' ')[0])).toEqual(['dob', 'family_name', 'id', 'issued', 'height']);
});

test('each source is told as it stands, and another spelling is shown', () => {
  const cells = Object.fromEntries(sourceRows(fields).map((row) => [row.key.split(' ')[0], row.cells.map(({ state, value }) => `${state} ${value}`.trim())]));
  expect(cells).toEqual({
    dob: ['differs 1990-04-07', 'not_read', 'same'],
    family_name: ['same M\u00dcLLER', 'same', 'not_read'],
    id: ['same', 'same', 'not_read'],
    issued: ['not_read', 'unclear', 'not_read'],
    height: ['alone', 'not_read', 'not_read'],
  });
});

test('a difference in which no source says otherwise marks every source', () => {
  const rows = sourceRows([field('dob', 'differs', '1990-04-01', [seen('mrz', '1990-04-01'), seen('printed', '1990-04-01')])]);
  expect(rows[0]?.cells.map(({ state }) => state)).toEqual(['differs', 'differs', 'not_read']);
});

test('an agreement that nobody knows is unclear, never the same', () => {
  expect(sourceRows([field('id', 'splendid', 'X', [seen('mrz', 'X')])])[0]?.cells[1]?.state).toBe('unclear');
});

test('choosing a row marks its places on every photograph, and choosing it again takes them off', async () => {
  const onMark = vi.fn();
  const place = document.createElement('div');
  await act(() => render(<CaseFields fields={fields} mark={null} onMark={onMark} />, place));
  place.querySelector('button')?.click();
  const mark = onMark.mock.calls[0]?.[0];
  expect(mark).toMatchObject({ name: 'Date of birth', places: [{ image: 'back', corners }, { image: 'front', corners }] });
  await act(() => render(<CaseFields fields={fields} mark={mark} onMark={onMark} />, place));
  expect(place.querySelector('button')?.getAttribute('aria-pressed')).toBe('true');
  place.querySelector('button')?.click();
  expect(onMark.mock.calls[1]?.[0]).toBeNull();
});

test('a detail without a place has none to outline', () => {
  expect(markOfField(fields, 'nothing 9')).toBeNull();
  const unplaced = field('id', 'agrees', 'X', [{ ...seen('mrz', 'X'), corners: null }, { ...seen('barcode', 'X'), image: null }]);
  expect(sourceRows([unplaced])[0]?.hasPlace).toBe(false);
});
