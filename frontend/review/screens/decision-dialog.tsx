import { useState } from 'preact/hooks';
import { decideCase, readCase, type Case, type ReviewChoice } from '../../api/console.ts';
import { ApiProblem } from '../../api/problem.ts';
import { STEPS, type Step } from '../../api/session.ts';
import { Button } from '../../components/button/button.tsx';
import { useFocusFirstError } from '../../components/focus-first-error.ts';
import { ModalDialog } from '../../components/modal-dialog/modal-dialog.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { RadioList } from '../../components/radio-list/radio-list.tsx';
import { TextField } from '../../components/text-field/text-field.tsx';
import { say } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { checkDecision, conflictWords, type DecisionErrors } from './decision-words.ts';
import { facesBody, FacesQuestion, UNSEEN, type FacesSeen } from './faces-question.tsx';

export interface DecisionDialogProps {
  desk: ReviewConsole;
  id: string;
  verdict: ReviewChoice;
  /** Whether two faces were compared, so that the reviewer may say what they see. */
  wereFacesCompared: boolean;
  onClose(): void;
  /** The case as it turned out to be, where somebody else decided it. */
  onChanged(now: Case): void;
  onDecided(decided: Case): void;
}

/** Asks for the reason and saves the decision. Whatever goes wrong, the reason stays typed. */
export function DecisionDialog({ desk, id, verdict, wereFacesCompared, onClose, onChanged, onDecided }: DecisionDialogProps) {
  const [reason, setReason] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const [faces, setFaces] = useState<FacesSeen>(UNSEEN);
  const [errors, setErrors] = useState<DecisionErrors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const form = useFocusFirstError(errors);

  const save = async () => {
    const found = checkDecision(verdict, reason, step, faces);
    setErrors(found);
    setRefusal(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const asked = verdict === 'retake' && step !== null ? { step } : {};
      onDecided(await decideCase(id, { decision: verdict, reason: reason.trim(), ...asked, ...facesBody(faces) }));
    } catch (problem) {
      setRefusal(await explain(problem));
      setBusy(false);
    }
  };
  const explain = async (problem: unknown): Promise<string> => {
    if (!(problem instanceof ApiProblem)) return say('decide.unreachable');
    // Whoever signs in now has to confirm: it may be somebody else.
    if (desk.noticeSignedOut(problem)) return say('decide.signed_out');
    const isChanged = problem.code === 'case_changed';
    if (problem.code !== 'case_already_decided' && !isChanged) return say('decide.refused', { detail: problem.detail || problem.code });
    setOver(true);
    const now = await readCase(id).catch(() => null);
    if (now !== null) onChanged(now);
    if (now === null) return problem.detail;
    return isChanged ? say('decide.changed') : conflictWords(now);
  };
  return (
    <ModalDialog title={say(`decide.${verdict}.title`)} onCancel={onClose}>
      <form
        ref={form}
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && !isOver) void save();
        }}
      >
        <p>{say(`decide.${verdict}.lead`)}</p>
        {refusal && <Notice kind="bad" isAlert><p>{refusal}</p></Notice>}
        {verdict === 'retake' && (
          <RadioList
            legend={say('decide.step')}
            choices={STEPS.map((value) => ({ value, label: say(`step.${value}`) }))}
            value={step}
            onChange={(value) => setStep(STEPS.find((one) => one === value) ?? null)}
            error={errors.step ?? null}
          />
        )}
        <TextField
          label={say('decide.reason')}
          hint={say(verdict === 'retake' ? 'decide.reason.retake.hint' : 'decide.reason.hint')}
          rows={4}
          value={reason}
          onInput={setReason}
          error={errors.reason ?? null}
        />
        {wereFacesCompared && <FacesQuestion seen={faces} onChange={setFaces} error={errors.group ?? null} />}
        <div class="actions">
          {!isOver && (
            <Button type="submit" kind={verdict === 'reject' ? 'danger' : 'primary'} isBusy={isBusy}>
              {say(isBusy ? 'decide.sending' : `decide.${verdict}`)}
            </Button>
          )}
          <Button kind="secondary" onClick={onClose}>{say(isOver ? 'decide.close' : 'decide.cancel')}</Button>
        </div>
      </form>
    </ModalDialog>
  );
}
