import './source-table.css';
import { Icon, type IconName } from '../icon/icon.tsx';

/** How a source stands to the value that counts. */
export type SourceState = 'same' | 'differs' | 'alone' | 'unclear' | 'not_read';

/** What one source says of a detail. */
export interface SourceCell {
  state: SourceState;
  /** What it says, where that is to be shown beside the sign. */
  value: string;
}

/** One detail of the document with a cell for each source, in the order of the columns. */
export interface SourceRow {
  key: string;
  name: string;
  value: string;
  confidence: string;
  isDiffering: boolean;
  /** Whether a photograph shows where it stands. */
  hasPlace: boolean;
  cells: readonly SourceCell[];
}

export interface SourceTableWords {
  caption: string;
  field: string;
  value: string;
  /** The sources' names, in the order of the cells. */
  sources: readonly string[];
  states: Record<SourceState, string>;
  differing: string;
  notRead: string;
  show: string;
}

export interface SourceTableProps {
  rows: readonly SourceRow[];
  words: SourceTableWords;
  /** The key of the row whose place is shown. */
  chosen: string;
  onChoose(key: string): void;
}

const ICONS: Record<SourceState, IconName> = {
  same: 'tick',
  differs: 'differs',
  alone: 'single',
  unclear: 'question',
  not_read: 'dash',
};

/** What a document says, source by source. A row whose place is known shows it when chosen. */
export function SourceTable({ rows, words, chosen, onChoose }: SourceTableProps) {
  return (
    <table class="source-table">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.value}</th>
          {words.sources.map((source) => <th key={source} scope="col">{source}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} class={rowClass(row, chosen)}>
            <th scope="row">
              <RowName row={row} words={words} isChosen={row.key === chosen} onChoose={onChoose} />
              {row.isDiffering && <span class="source-table-differing">{words.differing}</span>}
            </th>
            <td>
              {row.value === '' ? <span class="quiet">{words.notRead}</span> : <bdi>{row.value}</bdi>}
              {row.confidence !== '' && <span class="source-table-confidence">{row.confidence}</span>}
            </td>
            {row.cells.map((cell, place) => <Cell key={words.sources[place]} cell={cell} source={words.sources[place] ?? ''} words={words} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowClass(row: SourceRow, chosen: string): string {
  const differing = row.isDiffering ? 'source-table-row-differing' : '';
  const isChosen = row.key === chosen ? 'source-table-row-chosen' : '';
  return `${differing} ${isChosen}`.trim();
}

function RowName({ row, words, isChosen, onChoose }: { row: SourceRow; words: SourceTableWords; isChosen: boolean; onChoose(key: string): void }) {
  if (!row.hasPlace) return <>{row.name}</>;
  return (
    <button type="button" class="source-table-choose" aria-pressed={isChosen} title={words.show} onClick={() => onChoose(row.key)}>
      {row.name}
    </button>
  );
}

function Cell({ cell, source, words }: { cell: SourceCell; source: string; words: SourceTableWords }) {
  return (
    <td class={`source-cell source-cell-${cell.state}`} data-label={source}>
      <span class="source-cell-sign"><Icon name={ICONS[cell.state]} /></span>
      <span>
        <span class="source-cell-state">{words.states[cell.state]}</span>
        {cell.value !== '' && <bdi class="source-cell-value">{cell.value}</bdi>}
      </span>
    </td>
  );
}
