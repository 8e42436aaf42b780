import './case-table.css';
import type { SessionState } from '../../api/session.ts';
import { StateBadge } from '../state-badge/state-badge.tsx';

/** One case, in words. */
export interface CaseRow {
  id: string;
  href: string;
  name: string;
  state: SessionState;
  stateName: string;
  document: string;
  failedChecks: string;
  attempts: string;
  updatedAt: string;
  updated: string;
}

export interface CaseTableWords {
  caption: string;
  case: string;
  state: string;
  document: string;
  failed: string;
  attempts: string;
  updated: string;
}

/** The cases of one page. Each is a link; the arrow keys move between the links. */
export function CaseTable({ rows, words }: { rows: readonly CaseRow[]; words: CaseTableWords }) {
  return (
    <div class="case-table">
      <table onKeyDown={moveBetweenLinks}>
        <caption class="visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.case}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.document}</th>
            <th scope="col">{words.failed}</th>
            <th scope="col" class="case-number">{words.attempts}</th>
            <th scope="col">{words.updated}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row"><a href={row.href}>{row.name}</a><span class="case-id">{row.id}</span></th>
              <td><StateBadge state={row.state}>{row.stateName}</StateBadge></td>
              <td data-label={words.document}>{row.document}</td>
              <td data-label={words.failed}>{row.failedChecks}</td>
              <td data-label={words.attempts} class="case-number">{row.attempts}</td>
              <td data-label={words.updated}><time dateTime={row.updatedAt}>{row.updated}</time></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function moveBetweenLinks(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + step];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
