import './history-list.css';

/** One act, in words. */
export interface HistoryRow {
  sequence: number;
  at: string;
  /** The time as people write it. */
  time: string;
  actor: string;
  act: string;
  detail: string;
  /** What a reviewer gave as the reason; empty otherwise. */
  reason: string;
}

/** What happened to a case, in order. */
export function HistoryList({ rows }: { rows: readonly HistoryRow[] }) {
  return (
    <ol class="history-list">
      {rows.map((row) => (
        <li key={row.sequence}>
          <time dateTime={row.at}>{row.time}</time>
          <p><span class="history-actor">{row.actor}</span> {row.act}</p>
          {row.detail && <p class="quiet">{row.detail}</p>}
          {row.reason && <blockquote>{row.reason}</blockquote>}
        </li>
      ))}
    </ol>
  );
}
