import { useState } from 'preact/hooks';
import { listCases, type CaseLine } from '../../api/console.ts';
import { SESSION_STATES, type SessionState } from '../../api/session.ts';
import { Button } from '../../components/button/button.tsx';
import { CaseTable } from '../../components/case-table/case-table.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { language, say, sayOr } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { useLoad } from '../load.ts';
import { routeHref } from '../route.ts';
import { documentWords, spaced, timeWords } from './case-words.ts';
import { CertificateNotices } from './certificate-notices.tsx';
import { ProblemNotice } from './problem-notice.tsx';

const PAGE_SIZE = 25;

/** The list, a page at a time. */
export function CasesScreen({ desk, state }: { desk: ReviewConsole; state: SessionState | null }) {
  // The cursor of every page up to this one; the first page has none.
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const cursor = cursors.at(-1) ?? null;
  const { load, again } = useLoad(`${state} ${cursor}`, () => desk.reading(() => listCases(state, cursor, PAGE_SIZE)));
  const next = load.is === 'here' ? load.value.nextCursor : null;
  return (
    <>
      <div class="bar">
        <PageHeading page={say('page')}>{say('cases.title')}</PageHeading>
        <StateFilter state={state} />
        <Button kind="secondary" icon="turn" onClick={again}>{say('cases.refresh')}</Button>
      </div>
      <CertificateNotices desk={desk} />
      {load.is === 'loading' && <Waiting>{say('cases.loading')}</Waiting>}
      {load.is === 'failed' && <ProblemNotice problem={load.problem} onRetry={again} />}
      {load.is === 'here' && (load.value.cases.length === 0 ? <Empty state={state} /> : <Cases cases={load.value.cases} />)}
      {(cursors.length > 1 || next !== null) && (
        <nav class="bar bar-end" aria-label={say('cases.pages')}>
          <Button kind="secondary" icon="back" isDisabled={cursors.length === 1} onClick={() => setCursors(cursors.slice(0, -1))}>
            {say('cases.previous')}
          </Button>
          <p class="quiet">{say('cases.page', { number: cursors.length })}</p>
          <Button kind="secondary" icon="next" isDisabled={next === null} onClick={() => setCursors([...cursors, next])}>
            {say('cases.next')}
          </Button>
        </nav>
      )}
    </>
  );
}

function StateFilter({ state }: { state: SessionState | null }) {
  const go = (value: string) => {
    location.hash = routeHref({ name: 'cases', state: SESSION_STATES.find((one) => one === value) ?? null });
  };
  return (
    <label class="filter">
      <span>{say('cases.filter')}</span>
      <select value={state ?? 'all'} onChange={(event) => go(event.currentTarget.value)}>
        <option value="all">{say('cases.filter.all')}</option>
        {SESSION_STATES.map((one) => <option key={one} value={one}>{say(`state.${one}`)}</option>)}
      </select>
    </label>
  );
}

function Empty({ state }: { state: SessionState | null }) {
  return (
    <section class="empty">
      <h2>{say('cases.empty.title')}</h2>
      <p class="quiet">{say(state === 'needs_review' ? 'cases.empty.needs_review' : 'cases.empty')}</p>
    </section>
  );
}

function Cases({ cases }: { cases: readonly CaseLine[] }) {
  return (
    <CaseTable
      words={{
        caption: say('cases.caption'),
        case: say('cases.case'),
        state: say('cases.state'),
        document: say('cases.document'),
        failed: say('cases.failed'),
        attempts: say('cases.attempts'),
        updated: say('cases.updated'),
      }}
      rows={cases.map((line) => ({
        id: line.id,
        href: routeHref({ name: 'case', id: line.id }),
        name: line.reference || say('cases.no_reference'),
        state: line.state,
        stateName: line.isReviewRequested ? say('state.person_asked') : say(`state.${line.state}`),
        document: documentWords(line.documentType),
        failedChecks: line.failedChecks.map((code) => sayOr(`check.name.${code}`, spaced(code))).join(', ') || say('cases.failed.none'),
        attempts: new Intl.NumberFormat(language).format(line.attempts),
        updatedAt: line.updatedAt,
        updated: timeWords(line.updatedAt),
      }))}
    />
  );
}
