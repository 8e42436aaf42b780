import './field-table.css';

/** One detail of the document, in words. An empty value was not read. */
export interface FieldRow {
  key: string;
  name: string;
  value: string;
  source: string;
  confidence: string;
}

export interface FieldTableWords {
  caption: string;
  field: string;
  value: string;
  source: string;
  confidence: string;
  notRead: string;
}

/** What was read from a document, and how surely. */
export function FieldTable({ rows, words }: { rows: readonly FieldRow[]; words: FieldTableWords }) {
  return (
    <table class="field-table">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.source}</th>
          <th scope="col">{words.confidence}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.key} ${row.source}`}>
            <th scope="row">{row.name}</th>
            <td>{row.value === '' ? <span class="quiet">{words.notRead}</span> : <bdi>{row.value}</bdi>}</td>
            <td>{row.source}</td>
            <td>{row.confidence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
