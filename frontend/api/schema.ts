// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.

/** Who acted. */
export type ActorKind = 'person' | 'integrator' | 'reviewer' | 'system';

/** How to photograph and where to send. */
export type Capture = {
  /** The kinds of document that are accepted. */
  document_types: (DocumentType)[];
  /** The DVS server. */
  dvs_url: string;
  /** The DVS public key: it can only create requests. */
  public_key: string;
  /** The pictures, in order. */
  steps: (Step)[];
};

/** Everything a reviewer needs to decide. */
export type CaseDetail = CaseLine & {
  assurance: EvidenceScores | null;
  checks: (Check)[];
  decision: DecisionOutcome | null;
  fields: (Field)[];
  /** What happened so far, oldest first. */
  history: (HistoryLine)[];
  images: (Image)[];
  retake: Retake | null;
  scores: Scores | null;
};

/** A case in a list. */
export type CaseLine = {
  /** How many submissions there were. */
  attempts: number;
  created_at: string;
  document_type: DocumentType | null;
  failed_checks: (CheckCode)[];
  id: string;
  reference: string | null;
  state: SessionState;
  updated_at: string;
};

/** A page of cases. */
export type CasePage = {
  cases: (CaseLine)[];
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
};

/** A certificate whose successor is due. */
export type CertificateNotice = {
  /** Whole days left; negative when it has expired. */
  days_left: number;
  /** Until when it is valid. */
  expires_at: string;
  /** What it is for, in words. */
  role: string;
};

/** One check, with the reason for the integrator and the reviewer. */
export type Check = {
  code: CheckCode;
  outcome: CheckOutcome;
  reason: string;
};

/** What was checked. */
export type CheckCode = 'document_readable' | 'document_type_accepted' | 'document_in_date' | 'barcode_structure' | 'mrz_check_digits' | 'fields_consistent' | 'document_confidence' | 'face_match' | 'presentation_attack' | 'image_quality' | 'authority.passport_record';

/** How a check ended. `unavailable`: it could not be made, which is neither passed nor fraud. */
export type CheckOutcome = 'passed' | 'failed' | 'not_applicable' | 'unavailable';

/** What an integrator asks for. */
export type CreateSessionBody = {
  /** The language of the hosted page, as a BCP 47 tag. */
  locale?: string | null;
  /** Your own name for this attempt; the person never sees it. */
  reference?: string | null;
};

/** A session that was made. */
export type CreatedSession = {
  created_at: string;
  /** Until when photographs can be handed in. */
  expires_at: string;
  id: string;
  state: SessionState;
  /** What the person's page needs; shown this once. */
  token: string;
  /** The hosted page for the person. The token is in its fragment: send it to nobody else. */
  url: string;
};

/** A reviewer's decision. */
export type DecideCaseBody = {
  decision: ReviewChoice;
  /** Why. Kept sealed with the case. */
  reason: string;
  step?: Step | null;
};

/** Who decided. */
export type DecidedBy = 'policy' | 'reviewer';

/** What the policy decided. */
export type Decision = {
  assurance: EvidenceScores | null;
  checks: (Check)[];
  outcome: DecisionOutcome;
};

/** What was decided. */
export type DecisionOutcome = 'approved' | 'rejected' | 'needs_review' | 'retake';

/** A kind of document. */
export type DocumentType = 'driver_license_or_id' | 'passport' | 'passport_card' | 'green_card' | 'international_id' | 'employment_authorization' | 'face_only' | 'barcode';

/** The scores of one piece of evidence by GPG45, "How to prove and verify someone's identity". */
export type EvidenceScores = {
  /** What speaks against it, by code. `D02`: the issuing authority has no valid document of these details. */
  contra_indicators: (string)[];
  /** How hard the document is to get and to forge. */
  strength: number;
  /** How surely it is genuine and valid. */
  validity: number;
};

/** One thing read from the document. */
export type Field = {
  /** How surely it was read, 0 to 100; null when not assessed. */
  confidence: number | null;
  /** The name of the field. */
  key: string;
  source: FieldSource;
  value: string;
};

/** What is wrong with one field of a body. */
export type FieldProblem = {
  /** The rule that it breaks, in a sentence without its value. */
  detail: string;
  /** The field, as a JSON Pointer in a URI fragment (RFC 6901 section 6). */
  pointer: string;
};

/** Where on a document a field was read. */
export type FieldSource = 'document' | 'printed_text' | 'machine_readable';

/** What the invited person says of themself. */
export type FirstAdministratorBody = {
  email: string;
  /** From the one-time link. */
  invitation: string;
  name: string;
  password: string;
};

/** One act of the audit log. */
export type HistoryLine = {
  /** What was done, as a stable code. */
  action: string;
  actor_kind: ActorKind;
  actor_name: string | null;
  at: string;
  /** Codes, ids and counts. */
  detail: Record<string, unknown>;
  /** The reason that a reviewer gave. */
  reason: string | null;
  sequence: number;
};

/** An image that is kept. */
export type Image = {
  byte_length: number;
  id: string;
  media_type: string;
  step: Step;
};

/** Who is signed in. */
export type Me = {
  email: string;
  name: string;
  role: Role;
  tenant_name: string;
};

/** The name as the passport prints it, with its apostrophes, hyphens and blanks. Each part has 1 to 30 characters: letters A to Z, space, hyphen, full stop and apostrophe. */
export type NamesBody = {
  /** All forenames, separated by spaces. */
  forenames: string;
  /** The surname. */
  surname: string;
};

/** What the operator should see to. */
export type NoticeList = {
  /** Certificates that expire within four weeks, the next one first. */
  expiring_certificates: (CertificateNotice)[];
};

/** RFC 9457 problem details. `code` is stable and the one to act on; `detail` is for people. */
export type ProblemDocument = {
  /** Which problem, stable across versions. */
  code: string;
  /** What happened, in a sentence without any of the request's values. */
  detail: string;
  /** What is wrong with each field, where it is told field by field. */
  errors?: (FieldProblem)[];
  /** The `x-request-id` of the answer, for support. */
  request_id: string;
  /** The HTTP status. */
  status: number;
  /** The status in words. */
  title: string;
  /** Always `about:blank`: the `code` says which problem it is. */
  type: string;
};

/** What to do again, and why. */
export type Retake = {
  /** A stable code: a DVS code, a check's code, `reviewer_asked` or `name_spelling`. */
  code: string;
  /** The same in a sentence for the person. */
  message: string;
  step: RetakeStep;
};

/** What the person is asked to do again: to take a picture, or to write their name as their passport prints it. */
export type RetakeStep = 'front' | 'back' | 'face' | 'name';

/** What a reviewer can do with a case. */
export type ReviewChoice = 'approve' | 'reject' | 'retake';

/** What somebody at the console may do. */
export type Role = 'administrator' | 'reviewer';

/** The three scores, 0 to 100; null when not assessed, which is never a pass. */
export type Scores = {
  /** The document as a whole. */
  document: number | null;
  /** The likeness of selfie and portrait. */
  face: number | null;
  /** The living person. */
  liveness: number | null;
};

/** Everything that is known, personal data included. */
export type SessionResult = {
  decision: Decision;
  /** The DVS request that the result rests on. */
  dvs_request_id: string;
  /** The build that decided. */
  engine_build: string;
  fields: (Field)[];
  /** The policy that decided. */
  policy_version: string;
  scores: Scores;
  session_id: string;
  /** Where the session stands: a reviewer may have settled it otherwise than the decision says. */
  state: SessionState;
};

/** Where a session stands. */
export type SessionState = 'created' | 'submitted' | 'processing' | 'approved' | 'rejected' | 'needs_review' | 'retake' | 'failed' | 'expired' | 'erased';

/** Where a session stands. No personal data, so that a page may show all of it. */
export type SessionView = {
  /** How many submissions are left. */
  attempts_left: number;
  capture: Capture | null;
  created_at: string;
  /** Until when photographs can be handed in. */
  expires_at: string;
  id: string;
  /** The integrator's own name for this attempt; absent for the person. */
  reference?: string | null;
  retake: Retake | null;
  state: SessionState;
  summary: Summary | null;
  updated_at: string;
  /** Grows with every change; the id of an event. */
  version: number;
};

/** Who wants in. */
export type SignInBody = {
  email: string;
  password: string;
};

/** A picture that the person is asked for. */
export type Step = 'front' | 'back' | 'face';

/** The DVS request that holds the person's photographs. */
export type SubmissionBody = {
  /** The `requestId` that the DVS server answered. */
  request_id: string;
};

/** How far the person can be believed, without personal data. */
export type Summary = {
  checks: (SummaryCheck)[];
  decided_at: string;
  decided_by: DecidedBy;
  decision: DecisionOutcome;
  /** The outcome in a sentence for the person. */
  message: string;
};

/** One check as the person sees it. */
export type SummaryCheck = {
  code: CheckCode;
  message: string;
  outcome: CheckOutcome;
};
