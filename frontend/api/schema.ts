// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.

/** The colour of buttons and links, one for each theme: text is written on it and in it, and needs a contrast of 4.5:1. */
export type Accent = {
  /** On dark, with near-black on it. */
  dark: string;
  /** On light, with white on it. */
  light: string;
};

/** Who acted. */
export type ActorKind = 'person' | 'integrator' | 'reviewer' | 'system';

/** What a policy would have made of the latest verifications. */
export type BackTest = {
  /** The decisions that would come out otherwise, newest first, at most 1,000. */
  changes: (ChangedDecision)[];
  /** How many more there are than are listed. */
  changes_left_off: number;
  /** How many verifications were decided again. */
  decided: number;
  /** How many are of erased sessions: nothing is left to decide on. */
  erased: number;
  /** How often each outcome of then meets each of now, also where they are the same. */
  outcomes: (OutcomeCount)[];
  policy_version: string;
  /** How many could not be opened or read by this build. */
  unreadable: number;
};

/** How a tenant's pages look and whom they name. */
export type Branding = {
  accent: Accent | null;
  /** What the person knows you by; null where the tenant's name stands. */
  display_name: string | null;
  /** Where the logo is, on this service; null where there is none. */
  logo_path: string | null;
  /** Your privacy notice. */
  privacy_notice_url: string | null;
  /** Where the person goes on once there is an outcome. */
  return_url: string | null;
  /** Whom the person can turn to. */
  support_contact: string | null;
  /** Counts every change; 0 before the first. Give it when you change the branding. */
  version: number;
};

/** What to set; what is absent is as the product has it. The logo stays. */
export type BrandingBody = {
  accent?: Accent | null;
  /** What the person knows you by: 1 to 80 characters. */
  display_name?: string | null;
  /** Your privacy notice, by https. */
  privacy_notice_url?: string | null;
  /** Where the person goes on once there is an outcome, by https. The page leads nowhere else, so no link can have it send a person elsewhere. */
  return_url?: string | null;
  /** Whom the person can turn to: an e-mail address, or a page by https. */
  support_contact?: string | null;
  /** The version that this change is made to. */
  version: number;
};

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
  consent: Consent | null;
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
  /** Whether it waits because its person asked for a human. */
  is_review_requested: boolean;
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

/** A check that ends otherwise, or that another thing follows from. */
export type ChangedCheck = {
  code: CheckCode;
  outcome_now: CheckOutcome | null;
  outcome_then: CheckOutcome | null;
  rule_now: CheckRule;
  rule_then: CheckRule | null;
};

/** A decision that would come out otherwise. */
export type ChangedDecision = {
  /** The checks that made the difference. */
  checks: (ChangedCheck)[];
  now: DecisionOutcome;
  session_id: string;
  then: DecisionOutcome;
  verification_id: string;
};

/** One check, with the reason for the integrator and the reviewer. */
export type Check = {
  code: CheckCode;
  outcome: CheckOutcome;
  reason: string;
  /** Why, as a stable code; null in decisions from before there were any. */
  reason_code: string | null;
};

/** What was checked. */
export type CheckCode = 'document_readable' | 'document_type_accepted' | 'document_in_date' | 'barcode_structure' | 'mrz_check_digits' | 'fields_consistent' | 'document_confidence' | 'face_match' | 'presentation_attack' | 'image_quality' | 'authority.passport_record' | 'face.head_turn' | 'capture.screen_pattern' | 'capture.image_reuse' | 'capture.source' | 'face.duplicate' | 'document.forgery_signals' | 'document.country_accepted' | 'document.issuer_consistent' | 'document.portrait_present' | 'holder.age' | 'document.reuse' | 'session.attempts';

/** How a check ended. `unavailable`: it could not be made, which is neither passed nor fraud. */
export type CheckOutcome = 'passed' | 'failed' | 'not_applicable' | 'unavailable';

/** What a check is for. */
export type CheckRule = 'reject_when_failed' | 'review_when_failed' | 'retake_when_failed' | 'informational' | 'off';

/** A level of confidence of GPG45. */
export type ConfidenceLevel = 'low' | 'medium' | 'high' | 'very_high';

/** What was agreed to before anything was captured. */
export type Consent = {
  /** What kind of address it came from: `loopback`, `private`, `public_v4` or `public_v6`; the address itself is not kept. */
  address_class: string | null;
  /** Whether it covers that a machine compares faces. */
  biometric: boolean;
  /** Whether it covers the search for the face among other sessions. */
  duplicate_search: boolean;
  given_at: string;
  /** The language of the words. */
  locale: string | null;
  /** `page`: by the person, on the hosted page. `integrator`: stated with a request of its own. */
  obtained_by: string;
  /** The page's words by their SHA-256 in hexadecimal, or the integrator's own name for its text. */
  text_version: string;
};

/** A sentence or two of the words. */
export type ConsentLine = {
  /** What it is about; `biometric` takes an act of its own. */
  key: string;
  text: string;
};

/** What a tenant has set about consent. */
export type ConsentSettings = {
  /** The words of the hosted page as they are now; where faces are searched for among other sessions, those of such sessions too. */
  texts: (ConsentText)[];
  /** Whether `verify` refuses a request without `consent`, unless the person agreed on the page to the words of today. `true` until your tenant sets it. */
  verify_needs_consent: boolean;
};

/** What to set about consent. */
export type ConsentSettingsBody = {
  /** Whether `verify` refuses a request without `consent`, unless the person agreed on the page to the words of today. */
  verify_needs_consent: boolean;
};

/** What a person is asked to agree to, in the words to be shown. */
export type ConsentText = {
  /** Whether the words name the search for the face among other sessions. */
  duplicate_search: boolean;
  /** The lines in order. */
  lines: (ConsentLine)[];
  /** The language of the words (BCP 47). */
  locale: string;
  /** SHA-256, in hexadecimal, of the lines' texts in order, a line feed between each two. */
  text_sha256: string;
};

/** A code by which a person comes back to their own session. Told this once. */
export type ContinuationCode = {
  /** Four groups of four letters and digits (Crockford's base32), to be copied or written down. */
  code: string;
  /** Where it is entered; the code never stands in an address. */
  page: string;
};

/** What a new key is to be. */
export type CreateKeyBody = {
  /** When it ends by itself; never where absent. */
  expires_at?: string | null;
  /** What it is called in lists. */
  name: string;
  /** What it may be used for: scopes that the calling key has itself. */
  scopes: (Scope)[];
};

/** What an integrator asks for. */
export type CreateSessionBody = {
  /** The person has agreed, to you, to have their face compared with those of your other sessions, to find people who come twice. The hosted page then names it among what it asks the person to agree to. Without it, or where the operator has not switched it on, nobody is searched for. */
  duplicate_search_consented?: boolean;
  /** The language of the hosted page, as a BCP 47 tag. */
  locale?: string | null;
  /** Your own name for this attempt; the person never sees it. */
  reference?: string | null;
};

/** An endpoint to be made. */
export type CreateWebhookEndpointBody = {
  /** Your own words for it. */
  description?: string | null;
  /** What it listens to; empty or absent is everything. */
  event_types?: (EventType)[];
  /** How deliveries are signed: `v1` with a secret that both sides hold, `v1a` (ed25519) with a key that never leaves this service. */
  signature?: 'v1' | 'v1a' | null;
  /** Where events are sent: a public https address. */
  url: string;
};

/** A key that was made. */
export type CreatedKey = {
  created_at: string;
  expires_at: string | null;
  id: string;
  /** The key itself; shown this once. Only its hash is kept. */
  key: string;
  name: string;
  scopes: (Scope)[];
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

/** A new link for a session's person. */
export type CreatedSessionToken = {
  /** The session. */
  id: string;
  /** What the person's page needs; shown this once. */
  token: string;
  /** Until when the token counts. */
  token_expires_at: string;
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
  gpg45: Gpg45 | null;
  nist: Nist | null;
  outcome: DecisionOutcome;
  /** GPG45's verification score of the person; null where their face was not found to be that of the portrait. 3 needs a calibrated face model and the operator's word that presentation attack detection conforms. */
  verification: number | null;
};

/** What was decided. */
export type DecisionOutcome = 'approved' | 'rejected' | 'needs_review' | 'retake';

/** What came of a webhook delivery's last attempt. */
export type DeliveryCode = 'accepted' | 'redirect' | 'gone' | 'throttled' | 'refused' | 'unreachable' | 'tls' | 'timeout' | 'broken' | 'endpoint_disabled' | 'internal';

/** Where a webhook delivery stands. `skipped`: its endpoint was disabled. */
export type DeliveryStatus = 'pending' | 'delivered' | 'exhausted' | 'skipped';

/** Why nothing is sent to a webhook endpoint: you switched it off, it answered 410, or nothing but failure came for five days. */
export type DisabledReason = 'integrator' | 'gone' | 'failing';

/** What one check of a document is worth. */
export type DocumentScore = {
  document_type: DocumentType;
  /** How hard it is to get and to forge. */
  strength: number;
  /** How surely it is genuine and valid. */
  validity: number;
};

/** A kind of document. */
export type DocumentType = 'driver_license_or_id' | 'passport' | 'passport_card' | 'green_card' | 'international_id' | 'employment_authorization' | 'face_only' | 'barcode';

/** How far a session's erasure has come. */
export type Erasure = {
  /** When the last copy was gone; absent until then, like the receipt and its key. */
  completed_at?: string | null;
  /** When the session's key and every row about its person went: nothing is readable since. */
  erased_at: string;
  /** A compact JWS (ES256) of the kind `credence-erasure+jwt`: who asked, when, how much of each kind was destroyed, what the DVS server says of its copies of what was handed in, and the hash of the row in the audit log. `destroyed` counts `keys`, `verifications`, `images`, `reviews`, `image_marks`, `document_marks`, `face_templates`, `challenges`, `consents`, `continuation_codes`, `review_requests`, `written_names` and `kept_answers`; null is a class that the build which erased did not count. */
  receipt?: string | null;
  /** The public key that it is checked with, as a JSON Web Key, also after later rotations. Its thumbprint is the receipt's `kid`: compare that with a set of `/.well-known/jwks.json` from when the receipt was written. */
  receipt_key?: Record<string, unknown> | null;
  status: ErasureStatus;
};

/** Whether copies may be left. */
export type ErasureStatus = 'in_progress' | 'complete';

/** Something that became of a session. */
export type Event = {
  created_at: string;
  data: EventData;
  /** A webhook's `webhook-id`. */
  id: string;
  type: EventType;
};

/** What a webhook says of it. No personal data: ask for the session or its result with the id. */
export type EventData = {
  /** Counts the session's changes. Events may come late or in another order: ignore one whose number is not above the highest you have seen of its session. */
  sequence?: number | null;
  /** The session. */
  session_id?: string | null;
  /** Where the session stood right after it. */
  state?: string | null;
  /** The endpoint that was tried, with `webhook.test`. */
  webhook_endpoint_id?: string | null;
};

/** A page of events. */
export type EventPage = {
  events: (Event)[];
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
};

/** What happened. */
export type EventType = 'session.created' | 'session.submitted' | 'session.processing' | 'session.approved' | 'session.rejected' | 'session.needs_review' | 'session.review_requested' | 'session.retake' | 'session.expired' | 'session.cancelled' | 'session.erased' | 'session.erasure_completed' | 'session.failed' | 'webhook.test';

/** What one piece of evidence must reach. */
export type EvidenceNeed = {
  strength: number;
  validity: number;
};

/** The scores of one piece of evidence by GPG45, "How to prove and verify someone's identity". */
export type EvidenceScores = {
  /** What speaks against it, by code. `D02`: the issuing authority has no valid document of these details. */
  contra_indicators: (string)[];
  /** How hard the document is to get and to forge. */
  strength: number;
  /** How surely it is genuine and valid. */
  validity: number;
};

/** The strength of a piece of evidence by NIST SP 800-63A-4. Pictures make none superior. */
export type EvidenceStrength = 'fair' | 'strong' | 'superior';

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

/** What a person agrees to. */
export type GiveConsentBody = {
  /** The person agreed, by an act of its own, that a machine compares faces. */
  biometric: boolean;
  /** The language that they were shown in. */
  locale: string;
  /** The words that were shown, by their `text_sha256`. */
  text_sha256: string;
};

/** What a submission comes to by GPG45, "How to prove and verify someone's identity". Five parts, none of which makes up for another. */
export type Gpg45 = {
  /** Of activity over time: nobody is asked, so always 0. */
  activity: number;
  /** The scores of the documents; empty where they are withheld. */
  evidence: (DocumentScore)[];
  /** Of checks with those who fight identity fraud: nobody is asked, so always 0. */
  fraud: number;
  /** For each level of confidence that is not reached, the scores that the nearest profile lacks. */
  missing: (MissingScores)[];
  /** The identity profiles that are met, such as `L1B`. */
  profiles: (string)[];
  /** Of the person's being the holder. */
  verification: number;
  withheld: Withheld | null;
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
  /** The reason that a reviewer gave, or what the person wrote who asked for a human. */
  reason: string | null;
  sequence: number;
};

/** Why a session is to be kept. */
export type HoldBody = {
  reason: HoldReason;
};

/** Why a session is kept beyond its time: it is evidence before a court, part of an investigation, its outcome is disputed, or an authority has asked for it. */
export type HoldReason = 'litigation' | 'investigation' | 'dispute' | 'authority';

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

/** The images of a session. */
export type ImageList = {
  images: (SessionImage)[];
};

/** Whether another session sent these pictures. */
export type ImageReuse = 'none' | 'same_bytes' | 'near_copy';

/** A key, without its text. */
export type KeyLine = {
  created_at: string;
  expires_at: string | null;
  id: string;
  /** Up to two minutes behind. */
  last_used_at: string | null;
  name: string;
  revoked_at: string | null;
  scopes: (Scope)[];
};

/** The tenant's keys, newest first. */
export type KeyList = {
  keys: (KeyLine)[];
};

/** Who is signed in. */
export type Me = {
  email: string;
  name: string;
  role: Role;
  tenant_name: string;
};

/** The scores that a profile needs and that are lacking; null where one is high enough. */
export type MissingScores = {
  activity: number | null;
  /** What pieces of evidence must still reach. */
  evidence: (EvidenceNeed)[];
  fraud: number | null;
  level: ConfidenceLevel;
  profile: string;
  verification: number | null;
};

/** A model that pictures were read with. */
export type Model = {
  name: string;
  /** SHA-256 of its file. */
  sha256: string;
};

/** The name as the passport prints it, with its apostrophes, hyphens and blanks. Each part has 1 to 30 characters: letters A to Z, space, hyphen, full stop and apostrophe. */
export type NamesBody = {
  /** All forenames, separated by spaces. */
  forenames: string;
  /** The surname. */
  surname: string;
};

/** What a submission comes to by NIST SP 800-63A-4. No identity assurance level is claimed. */
export type Nist = {
  requirements: (Requirement)[];
  strength: EvidenceStrength | null;
};

/** What the operator should see to. */
export type NoticeList = {
  /** Certificates that expire within four weeks, the next one first. */
  expiring_certificates: (CertificateNotice)[];
};

/** Who asks, as the person's page names and shows them. */
export type Organisation = {
  accent: Accent | null;
  /** Where the logo is, on this service. */
  logo_path: string | null;
  name: string;
  privacy_notice_url: string | null;
  /** Where the person goes on once there is an outcome. */
  return_url: string | null;
  /** Whom the person can turn to: an e-mail address, or a page by https. */
  support_contact: string | null;
};

/** A number of verifications. */
export type OutcomeCount = {
  count: number;
  now: DecisionOutcome;
  then: DecisionOutcome;
};

/** How long the parts of a session are kept, in days: each no longer than the next. */
export type OutcomeRetention = {
  /** What was read from the document, and what people wrote; checks and decision stay. */
  fields_days: number;
  /** The images, the portrait that was cut out, and their marks. */
  images_days: number;
  /** All the rest: the session is erased. */
  summary_days: number;
};

/** Presentation attack detection by ISO/IEC 30107-3. */
export type Pad = {
  /** Whether it was tested. Ours was not, by anybody. */
  evaluated: boolean;
};

/** What is kept for a time. */
export type PlanClass = 'images' | 'fields' | 'summary' | 'events' | 'webhook_deliveries' | 'audit';

/** How much of a class is due. */
export type PlanLine = {
  class: PlanClass;
  /** How many sessions or rows. */
  count: number;
  /** When the time of the oldest began. */
  oldest: string | null;
  outcome: SessionState | null;
};

/** A policy with its document. */
export type Policy = {
  /** When it was made; null for the installation's own. */
  created_at: string | null;
  document: PolicyDocument;
  /** SHA-256 of the document as JSON without white space, its keys in order; a result names it. */
  document_sha256: string;
  /** Whether your sessions are decided under it. */
  is_active: boolean;
  /** Whether it is the installation's own, which the operator sets. */
  is_installations: boolean;
  version: string;
};

/** A policy as it is written. Unknown members are refused. */
export type PolicyDocument = {
  /** The countries whose documents are good enough, by the three letters of ICAO Doc 9303-3; every one where none is listed. */
  accepted_countries?: (string)[];
  /** The kinds of document that are good enough, at least one. */
  accepted_document_types: (DocumentType)[];
  /** What each check is for, by its code. One that is not listed, such as one that is new in a later version, is `informational` if it is `image_quality`, `capture.source`, `document.issuer_consistent`, `document.portrait_present` or `session.attempts`, and `review_when_failed` else. */
  checks: Record<string, unknown>;
  /** That the reader looks for the visible security features of the accepted documents. Only where the operator's policy says so. */
  is_document_inspection_conformant?: boolean;
  /** That presentation attack detection was tested by ISO/IEC 30107-3 and conforms. Only where the operator's policy says so. */
  is_presentation_attack_detection_conformant?: boolean;
  /** The age in years that the holder must have; none is asked for without it. */
  minimum_age?: number | null;
  /** The countries whose documents are not. */
  refused_countries?: (string)[];
  thresholds: PolicyThresholds;
  /** So many tries of one person are usual; more are a sign. */
  usual_attempts?: number;
  /** Its name, under which decisions are kept: letters, digits, `.`, `-` and `_`, no point in front. A change is a new version. `installation` is the operator's own policy's. */
  version: string;
};

/** A policy in a list. */
export type PolicyLine = {
  /** When it was made; null for the installation's own. */
  created_at: string | null;
  /** Whether your sessions are decided under it. */
  is_active: boolean;
  /** Whether it is the installation's own, which the operator sets. */
  is_installations: boolean;
  version: string;
};

/** The policies that can be chosen. */
export type PolicyList = {
  policies: (PolicyLine)[];
};

/** The least scores that pass. */
export type PolicyThresholds = {
  /** For the document as a whole. */
  document: number;
  /** For the likeness of selfie and portrait. */
  face: number;
  /** For the agreement of the zones. */
  fields: number;
  /** For the pictures. */
  image_quality: number;
  /** For the living person. */
  liveness: number;
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
  /** The problem in words, the same wherever it occurs. */
  title: string;
  /** The page that says what the problem means and what to do; one a `code`. */
  type: string;
};

/** What a decision came from, for an auditor. With these the operator's `credence replay` takes it again, byte for byte. */
export type Provenance = {
  /** SHA-256 of the decision as its build wrote it; null of decisions older than this member. */
  decision_sha256: string | null;
  engine_build: string;
  /** SHA-256 of the evidence as it is kept, sealed. There is none of the plain evidence: it has so little variety that its hash would tell what it holds. */
  evidence_sha256: string;
  /** The models that read the pictures; null where the reader does not tell. */
  models: (Model)[] | null;
  /** SHA-256 of the policy's document; null of decisions older than this member. */
  policy_sha256: string | null;
  policy_version: string;
};

/** One requirement and what is known of it. */
export type Requirement = {
  code: RequirementCode;
  status: RequirementStatus;
};

/** A requirement of NIST SP 800-63A-4. */
export type RequirementCode = 'evidence_in_date' | 'evidence_has_portrait' | 'print_compared_with_machine_readable' | 'document_captured_live' | 'document_authenticated' | 'chip_signature_verified' | 'details_validated_with_authority' | 'verified_by_biometric' | 'false_match_rate_measured' | 'presentation_attack_detection_evaluated';

/** Whether a requirement is met. `not_assessed`: nobody looked, or it could not be told. */
export type RequirementStatus = 'met' | 'not_met' | 'not_assessed';

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

/** How long a tenant keeps things. */
export type Retention = {
  /** Whether the tenant follows the installation's. */
  is_installations: boolean;
  policy: RetentionPolicy;
  /** Since when it counts. */
  since: string | null;
  /** Counts the changes; null while nothing counts, and nothing is destroyed then. */
  version: number | null;
};

/** What a policy finds due at an instant. */
export type RetentionPlan = {
  /** Send it as `confirm` to have the policy count all the same. Good for an hour, for this policy after the version that counts now. */
  confirmation: string;
  /** What is not named has nothing due. */
  due: (PlanLine)[];
  planned_at: string;
};

/** How long things are kept, in days, by what became of a session. The time begins with the decision; for a session without one, with its end; for a case that nobody decides, when it began to wait. */
export type RetentionPolicy = {
  approved: OutcomeRetention;
  /** The audit log; at least every `summary_days`. */
  audit_days: number;
  cancelled: OutcomeRetention;
  /** The list of events; at least `webhook_deliveries_days`. */
  events_days: number;
  /** Sessions that were given up. */
  expired: OutcomeRetention;
  /** Sessions that came to nothing for a reason of ours. */
  failed: OutcomeRetention;
  /** Whether images may be kept for more than 1,095 days. Illinois' BIPA does not let what is made of faces be kept longer. */
  keeps_images_beyond_three_years?: boolean;
  /** Cases that wait for a reviewer, and that nobody has decided. */
  needs_review: OutcomeRetention;
  rejected: OutcomeRetention;
  /** The log of webhook deliveries; what is still to be delivered stays. */
  webhook_deliveries_days: number;
};

/** What a reviewer can do with a case. */
export type ReviewChoice = 'approve' | 'reject' | 'retake';

/** What somebody at the console may do. */
export type Role = 'administrator' | 'reviewer';

/** How to rotate a secret. */
export type RotateSecretBody = {
  /** Rotate though the secret before the last rotation still signs. It signs no more then. */
  force?: boolean;
  /** How long the old secret signs beside the new one; a day when absent. */
  overlap_seconds?: number | null;
};

/** What a key may be used for. `pii:read` lets it read what was read from the document, names among it; without it a result has its decision, checks and scores only. */
export type Scope = 'sessions:write' | 'sessions:read' | 'results:read' | 'pii:read' | 'images:read' | 'webhooks:write' | 'admin';

/** The three scores, 0 to 100; null when not assessed, which is never a pass. */
export type Scores = {
  /** The document as a whole. */
  document: number | null;
  /** The likeness of selfie and portrait. */
  face: number | null;
  /** The living person. */
  liveness: number | null;
};

/** An image that is kept. */
export type SessionImage = {
  /** Its size. */
  byte_length: number;
  id: string;
  /** Its media type, by its own first bytes. */
  media_type: string;
  /** What it shows. */
  step: ImageKind;
};

/** A page of sessions. */
export type SessionPage = {
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
  sessions: (SessionView)[];
};

/** Everything that is known; personal data where the key may read it. */
export type SessionResult = {
  decision: Decision;
  /** The DVS request that the result rests on. */
  dvs_request_id: string;
  /** The build that decided. */
  engine_build: string;
  face: FaceFindings | null;
  /** What was read from the document; null where the key lacks the scope `pii:read`. */
  fields: (Field)[] | null;
  /** The signals of forgery that were assessed, raised or not; null where the reader does not look for any. */
  forgery_signals: (ForgerySignal)[] | null;
  /** The policy that decided. */
  policy_version: string;
  provenance: Provenance;
  scores: Scores;
  session_id: string;
  /** Where the session stands: a reviewer may have settled it otherwise than the decision says. */
  state: SessionState;
};

/** Where a session stands. */
export type SessionState = 'created' | 'submitted' | 'processing' | 'approved' | 'rejected' | 'needs_review' | 'retake' | 'failed' | 'expired' | 'cancelled' | 'erased';

/** Where a session stands. No personal data, so that a page may show all of it. */
export type SessionView = {
  /** How many submissions are left. */
  attempts_left: number;
  /** Why it was cancelled, where you did not call it off: `consent_declined`. `/reference#cancellations` lists them. */
  cancel_code: string | null;
  capture: Capture | null;
  consent: Consent | null;
  consent_asked?: ConsentText | null;
  created_at: string;
  /** Until when photographs can be handed in. */
  expires_at: string;
  /** The same of what was read from the document. */
  fields_kept_until: string | null;
  /** Why it is kept beyond its time; absent for the person and without a hold. */
  hold_reason?: string | null;
  id: string;
  /** Until when the images are kept, or when they were destroyed; null while nothing ends their time. */
  images_kept_until: string | null;
  organisation?: Organisation | null;
  /** The integrator's own name for this attempt; absent for the person. */
  reference?: string | null;
  retake: Retake | null;
  state: SessionState;
  summary: Summary | null;
  /** Until when anything is kept: the session is erased then. */
  summary_kept_until: string | null;
  updated_at: string;
  /** Grows with every change; the id of an event. */
  version: number;
};

/** How long things are to be kept. */
export type SetRetentionBody = {
  /** The `confirmation` of the plan that the same call was answered with within the last hour. */
  confirm?: string | null;
  policy: RetentionPolicy;
};

/** A source of a document's fields: the printed text, the machine-readable zone or the barcode. */
export type SightingSource = 'printed' | 'mrz' | 'barcode';

/** Who wants in. */
export type SignInBody = {
  email: string;
  password: string;
};

/** How webhooks are signed. */
export type SignatureScheme = 'v1' | 'v1a';

/** A public key of the curve P-256. */
export type SigningKey = {
  alg: string;
  crv: string;
  /** The key's thumbprint (RFC 7638). */
  kid: string;
  kty: string;
  use: string;
  /** The point's first coordinate, base64url. */
  x: string;
  /** The second. */
  y: string;
};

/** Public keys, the one that signs now first. */
export type SigningKeySet = {
  keys: (SigningKey)[];
};

/** The person's consent to your own text, which you obtained and answer for: that photographs of document and face are taken and checked, and that a machine compares faces. */
export type StatedConsentBody = {
  /** When the person agreed. */
  given_at: string;
  obtained_by: 'integrator' & Record<string, unknown>;
  /** Your own name for the text: a code, which the audit log keeps. Nothing of anybody's. */
  text_version: string;
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
  /** The sentence as a stable code, by which a page can translate it; null in decisions from before there were any. */
  message_code: string | null;
  outcome: CheckOutcome;
};

/** A direction to turn the head to, the person's own. */
export type TurnDirection = 'left' | 'right';

/** What to change; what is absent stays. */
export type UpdateWebhookEndpointBody = {
  /** Your own words for it; empty for none. */
  description?: string | null;
  /** Whether anything is sent. Events that come while it is off are not kept for it; deliveries that were under way are skipped and can be sent again. */
  enabled?: boolean | null;
  /** What it listens to; empty is everything. */
  event_types?: (EventType)[] | null;
  /** Where events are sent: a public https address. */
  url?: string | null;
};

/** A DVS request that your own service holds. */
export type VerifyBody = {
  consent?: StatedConsentBody | null;
  /** The `requestId` that the DVS server answered. */
  request_id: string;
};

/** One event for one endpoint. What your service answered is not kept but for its status. */
export type WebhookDelivery = {
  /** How often it was sent since it was last asked for. */
  attempts: number;
  created_at: string;
  /** The delivery's `webhook-id`, the same at each attempt. */
  event_id: string;
  event_type: EventType;
  id: string;
  last_attempt_at: string | null;
  last_code: DeliveryCode | null;
  /** The HTTP status that your service answered last. */
  last_status: number | null;
  /** When it is sent next, while `pending`. */
  next_attempt_at: string | null;
  session_id: string | null;
  status: DeliveryStatus;
  webhook_endpoint_id: string;
};

/** A page of deliveries. */
export type WebhookDeliveryPage = {
  deliveries: (WebhookDelivery)[];
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
};

/** An address that is told of events. */
export type WebhookEndpoint = {
  created_at: string;
  description: string | null;
  disabled_at: string | null;
  disabled_reason: DisabledReason | null;
  enabled: boolean;
  /** What it listens to; empty is everything. */
  event_types: (EventType)[];
  /** The first failure since the last success. After five days it is disabled. */
  failing_since: string | null;
  id: string;
  /** Until when the secret before the last rotation signs too. */
  old_secret_until: string | null;
  /** What verifies a signature, with `v1a`: `whpk_…`. */
  public_key: string | null;
  signature: SignatureScheme;
  updated_at: string;
  url: string;
};

/** Every endpoint. */
export type WebhookEndpointList = {
  endpoints: (WebhookEndpoint)[];
};

/** An endpoint with a new secret. */
export type WebhookEndpointWithSecret = WebhookEndpoint & {
  /** What verifies a signature, with `v1`: `whsec_…`. Shown nowhere else. */
  secret: string | null;
};

/** Why nothing is said of a document's worth. `document_unknown`: its kind is not known. `strength_unknown`: GPG45 does not name a document of that kind. `sources_differ`: its sources contradict each other. `authority_unavailable`: its issuer was asked and there was no answer. `authority_simulated`: a simulator answered in the issuer's name. */
export type Withheld = 'document_unknown' | 'strength_unknown' | 'sources_differ' | 'authority_unavailable' | 'authority_simulated';
