import { useEffect, useState } from 'preact/hooks';
import { readCase, type Case, type ReviewChoice } from '../../api/console.ts';
import { ApiProblem } from '../../api/problem.ts';
import { CheckList } from '../../components/check-list/check-list.tsx';
import { HistoryList } from '../../components/history-list/history-list.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { StateBadge } from '../../components/state-badge/state-badge.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { say, sayOr } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { useLoad } from '../load.ts';
import { routeHref } from '../route.ts';
import { CaseAssurance } from './case-assurance.tsx';
import { CaseFaceFacts } from './case-face.tsx';
import { CaseFields } from './case-fields.tsx';
import { CaseImages } from './case-images.tsx';
import { CaseSignals } from './case-signals.tsx';
import { documentWords, consentWords, historyRow, scoreWords, spaced } from './case-words.ts';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import type { Mark } from './mark.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** One case: its photographs, what was read, what was checked, what happened, and the decision. */
export function CaseScreen({ desk, id }: { desk: ReviewConsole; id: string }) {
  const { load, again, replace } = useLoad(id, () => desk.reading(() => readCase(id)));
  const [verdict, setVerdict] = useState<ReviewChoice | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [mark, setMark] = useState<Mark | null>(null);
  // The button that opened the dialog is gone after a decision; the heading takes the focus.
  useEffect(() => {
    if (done !== null) document.querySelector('h1')?.focus();
  }, [done]);
  if (load.is === 'loading') return <><BackLink /><h1 class="visually-hidden">{say('case.loading')}</h1><Waiting>{say('case.loading')}</Waiting></>;
  if (load.is === 'failed') return <><BackLink /><FailedCase problem={load.problem} onRetry={again} /></>;
  const shown = load.value;
  return (
    <>
      <BackLink />
      <CaseHead shown={shown} />
      <div role="status">{done && <Notice kind="good"><p>{done}</p></Notice>}</div>
      <PersonAsked shown={shown} />
      <CaseImages desk={desk} shown={shown} mark={mark} />
      <CaseFacts shown={shown} mark={mark} onMark={setMark} />
      <DecisionBar state={shown.state} onDecide={setVerdict} />
      {verdict !== null && (
        <DecisionDialog
          desk={desk}
          id={id}
          verdict={verdict}
          wereFacesCompared={shown.face !== null && shown.face.distance !== null}
          onClose={() => setVerdict(null)}
          onChanged={replace}
          onDecided={(decided) => {
            replace(decided);
            setVerdict(null);
            setDone(doneWords(decided.state));
          }}
        />
      )}
    </>
  );
}

function BackLink() {
  return <p><a class="back-link" href={routeHref({ name: 'cases', state: 'needs_review' })}>{say('case.back')}</a></p>;
}

function FailedCase({ problem, onRetry }: { problem: unknown; onRetry(): void }) {
  if (!(problem instanceof ApiProblem) || problem.status !== 404) return <ProblemNotice problem={problem} onRetry={onRetry} />;
  return (
    <>
      <PageHeading page={say('page')}>{say('case.missing.title')}</PageHeading>
      <p>{say('case.missing')}</p>
    </>
  );
}

function CaseHead({ shown }: { shown: Case }) {
  const title = shown.reference ? say('case.title', { reference: shown.reference }) : say('case.untitled');
  return (
    <div class="case-head">
      <div class="bar">
        <PageHeading page={say('page')}>{title}</PageHeading>
        <StateBadge state={shown.state}>{say(`state.${shown.state}`)}</StateBadge>
      </div>
      <p class="quiet">{documentWords(shown.documentType)} · <code>{shown.id}</code></p>
      <p class="quiet">{consentWords(shown.consent)}</p>
      <p class="quiet">{say('case.recorded')}</p>
    </div>
  );
}

/** What the person wrote who asked for a human, while nobody has answered. */
function PersonAsked({ shown }: { shown: Case }) {
  const asked = shown.history.findLast((entry) => entry.action === 'review_requested');
  if (!shown.isReviewRequested || asked === undefined) return null;
  return <Notice kind="info" title={say('case.person_asked')}><p class="own-words">{asked.reason}</p></Notice>;
}

function CaseFacts({ shown, mark, onMark }: { shown: Case; mark: Mark | null; onMark(mark: Mark | null): void }) {
  const { scores } = shown;
  return (
    <div class="case-facts">
      <section class="card">
        <h2>{say('case.fields')}</h2>
        <CaseFields fields={shown.fields} mark={mark} onMark={onMark} />
      </section>
      <div class="stack">
        <section class="card">
          <h2>{say('case.scores')}</h2>
          <dl class="scores">
            <div><dt>{say('score.document')}</dt><dd>{scoreWords(scores.document)}</dd></div>
            <div><dt>{say('score.face')}</dt><dd>{scoreWords(scores.face)}</dd></div>
            <div><dt>{say('score.liveness')}</dt><dd>{scoreWords(scores.liveness)}</dd></div>
          </dl>
        </section>
        <section class="card">
          <h2>{say('case.signals')}</h2>
          <CaseSignals signals={shown.signals} mark={mark} onMark={onMark} />
        </section>
        <section class="card">
          <h2>{say('case.face')}</h2>
          <CaseFaceFacts face={shown.face} verification={shown.verification} duplicates={shown.duplicates} />
        </section>
        <section class="card">
          <h2>{say('case.gpg45')}</h2>
          <CaseAssurance assurance={shown.assurance} />
        </section>
        <section class="card">
          <h2>{say('case.checks')}</h2>
          {shown.checks.length === 0 ? <p class="quiet">{say('case.checks.none')}</p> : (
            <CheckList
              checks={shown.checks.map((check) => ({ ...check, name: sayOr(`check.name.${check.code}`, spaced(check.code)) }))}
              outcomeWords={{
                passed: say('check.passed'),
                failed: say('check.failed'),
                not_applicable: say('check.not_applicable'),
                unavailable: say('check.unavailable'),
              }}
            />
          )}
        </section>
        <section class="card">
          <h2>{say('case.history')}</h2>
          <HistoryList rows={shown.history.map(historyRow)} />
        </section>
      </div>
    </div>
  );
}

function doneWords(state: Case['state']): string {
  return state === 'approved' || state === 'rejected' || state === 'retake' ? say(`decide.done.${state}`) : say('decide.done');
}
