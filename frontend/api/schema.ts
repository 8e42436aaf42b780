// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.

/** Who acted. */
export type ActorKind = 'person' | 'integrator' | 'reviewer' | 'system';

/** How to photograph and where to send. */
export type Capture = {
  /** The kinds of document that are accepted. */
  document_types: (DocumentType)[];
  /** The DVS server. */
  dvs_url: string;
  /** Whether head turns are to be recorded after the selfie. */
  is_head_turn_asked: boolean;
  /** The DVS public key: it can only create requests. */
  public_key: string;
  /** The pictures, in order. */
  steps: (Step)[];
};

/** Signs about how the pictures came to be; none of them proves anything. */
export type CaptureFindings = {
  head_turn: HeadTurnFinding | null;
  image_reuse: ImageReuse | null;
  /** Whether the selfie shows the pattern of a screen's pixels; null where its file cannot tell. */
  screen_pattern: boolean | null;
  /** Stable codes of what page and files say of their source. */
  source: (string)[];
};

/** Everything a reviewer needs to decide. */
export type CaseDetail = CaseLine & {
  assurance: EvidenceScores | null;
  checks: (Check)[];
  decision: DecisionOutcome | null;
  /** Cases with a face near this one, nearest first; empty where nobody is searched for. */
  duplicates: (string)[];
  face: FaceFindings | null;
  fields: (Field)[];
  /** The signals of forgery that were assessed, raised or not; null where the reader does not look for any. */
  forgery_signals: (ForgerySignal)[] | null;
  /** What happened so far, oldest first. */
  history: (HistoryLine)[];
  images: (Image)[];
  retake: Retake | null;
  scores: Scores | null;
  /** GPG45's verification score of the person; null where their face was not found to be that of the portrait. */
  verification: number | null;
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

/** Head turns for the page to record, and to send with the next submission. */
export type Challenge = {
  /** Until when the submission must be handed in. */
  expires_at: string;
  /** To be repeated with the recording, which answers it once. */
  nonce: string;
  /** The person's own directions, in order; the head is held straight before, between and after. */
  turns: (TurnDirection)[];
};

/** One check, with the reason for the integrator and the reviewer. */
export type Check = {
  code: CheckCode;
  outcome: CheckOutcome;
  reason: string;
};

/** What was checked. */
export type CheckCode = 'document_readable' | 'document_type_accepted' | 'document_in_date' | 'barcode_structure' | 'mrz_check_digits' | 'fields_consistent' | 'document_confidence' | 'face_match' | 'presentation_attack' | 'image_quality' | 'authority.passport_record' | 'face.head_turn' | 'capture.screen_pattern' | 'capture.image_reuse' | 'capture.source' | 'face.duplicate' | 'document.forgery_signals';

/** How a check ended. `unavailable`: it could not be made, which is neither passed nor fraud. */
export type CheckOutcome = 'passed' | 'failed' | 'not_applicable' | 'unavailable';

/** What an integrator asks for. */
export type CreateSessionBody = {
  /** The person has agreed, to you, to have their face compared with those of your other sessions, to find people who come twice. Without it, or where the operator has not switched it on, nobody is searched for. */
  duplicate_search_consented?: boolean;
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
  faces?: FaceVerdict | null;
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
  /** GPG45's verification score of the person; null where their face was not found to be that of the portrait. 3 needs a calibrated face model and the operator's word that presentation attack detection conforms. */
  verification: number | null;
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

/** Where a distance lies between a model's thresholds. */
export type FaceBand = 'consistent' | 'review' | 'mismatch';

/** The selfie beside the document's portrait. `consistent` is no proof of identity, and nothing here says that a living person was before the camera. */
export type FaceFindings = {
  band: FaceBand | null;
  /** Whether the thresholds were measured on the operator's own pairs. A model that is not calibrated decides nothing by itself. */
  calibrated: boolean;
  capture: CaptureFindings;
  /** How far apart the faces are in the model's metric; null where nothing was compared. */
  distance: number | null;
  /** The false match rate measured at `thresholds.consistent`; null where not calibrated. */
  false_match_rate: number | null;
  metric: FaceMetric | null;
  model_id: string | null;
  /** The SHA-256 of the model's file. */
  model_sha256: string | null;
  pad: Pad;
  status: FaceStatus;
  thresholds: FaceThresholds | null;
  /** Stable codes of what limits the comparison. */
  warnings: (string)[];
};

/** How far apart two faces are: the Euclidean distance, or one less the cosine. */
export type FaceMetric = 'euclidean' | 'cosine';

/** How the comparison of the faces ended. */
export type FaceStatus = 'consistent' | 'review' | 'mismatch' | 'no_face' | 'several_faces' | 'low_quality' | 'no_model' | 'error';

/** Where a model's bands begin. */
export type FaceThresholds = {
  /** Distances up to this are consistent. */
  consistent: number;
  /** Distances above this are a mismatch. */
  mismatch: number;
};

/** What a reviewer saw of two faces. */
export type FaceVerdict = {
  /** Your own word for the person's group, to compare error rates between groups. */
  group?: string | null;
  /** Whether they are one person's. */
  same: boolean;
};

/** One thing read from the document. */
export type Field = {
  agreement: FieldAgreement | null;
  /** How surely it was read, 0 to 100; null when not assessed. */
  confidence: number | null;
  /** The name of the field. */
  key: string;
  /** What each source says; empty where the reader does not tell. */
  sightings: (FieldSighting)[];
  source: FieldSource;
  value: string;
};

/** What comparing the sources of a field came to. `single_source`: no other is expected to have it. `unreadable`: another source may have it and could not be read, which speaks neither for nor against the document. */
export type FieldAgreement = 'agrees' | 'differs' | 'single_source' | 'unreadable';

/** What is wrong with one field of a body. */
export type FieldProblem = {
  /** The rule that it breaks, in a sentence without its value. */
  detail: string;
  /** The field, as a JSON Pointer in a URI fragment (RFC 6901 section 6). */
  pointer: string;
};

/** A field in one source of the document. */
export type FieldSighting = {
  /** How surely it was read, 0 to 100; null where that is not known. */
  confidence: number | null;
  /** Where it stands, as four corners in pixels of the upright picture: upper left, upper right, lower right, lower left as the text reads. Null where that is not known. */
  corners: ((number)[])[] | null;
  image: Step | null;
  source: SightingSource;
  /** What the source says. */
  value: string;
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

/** What one signal of forgery says of a picture: a reason to look closer, never proof. Honest documents raise signals now and then. */
export type ForgerySignal = {
  /** Where, as four corners in pixels of the upright picture; null where it is about the whole document. */
  corners: ((number)[])[] | null;
  image: Step;
  is_raised: boolean;
  /** How strongly it speaks, on its own scale. */
  score: number;
  /** A stable name, such as `screen_pattern`. */
  signal: string;
  /** The score from which it is raised. */
  threshold: number;
};

/** How the head turns that the server asked for went. */
export type HeadTurnFinding = 'passed' | 'not_recorded' | 'wrong_nonce' | 'expired' | 'wrong_order' | 'wrong_pace' | 'other_person' | 'face_lost';

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
  /** What it shows; `portrait` is cut from the front. */
  step: ImageKind;
};

/** A picture that is kept: one that was sent, or the portrait cut from the document. */
export type ImageKind = 'front' | 'back' | 'face' | 'portrait';

/** Whether another session sent these pictures. */
export type ImageReuse = 'none' | 'same_bytes' | 'near_copy';

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

/** Presentation attack detection by ISO/IEC 30107-3. */
export type Pad = {
  /** Whether it was tested. Ours was not, by anybody. */
  evaluated: boolean;
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
  face: FaceFindings | null;
  fields: (Field)[];
  /** The signals of forgery that were assessed, raised or not; null where the reader does not look for any. */
  forgery_signals: (ForgerySignal)[] | null;
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

/** A source of a document's fields: the printed text, the machine-readable zone or the barcode. */
export type SightingSource = 'printed' | 'mrz' | 'barcode';

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

/** A direction to turn the head to, the person's own. */
export type TurnDirection = 'left' | 'right';
