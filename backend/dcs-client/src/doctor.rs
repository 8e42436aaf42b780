//! A walk along the whole way to the service, step by step, that says where it ends and why.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_protocol::{Status, TEST_PASSPORTS};
use credence_outbound::header::DATE;
use credence_outbound::{OutboundResponse, StatusCode, Url};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use uuid::Uuid;

use crate::answer;
use crate::client::DcsClient;
use crate::explanation::Explanation;
use crate::failure::Failure;
use crate::options::CertificateInUse;
use crate::verdict::Verdict;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub step: &'static str,
    /// How it is.
    pub state: FindingState,
    /// What was seen; no personal data, no secret.
    pub seen: String,
    /// Where it is not good: what it means and what to do.
    pub explanation: Option<Explanation>,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingState {
    /// Good.
    Good,
    /// Works, and will not for long or not always.
    Warning,
    /// Does not work.
    Bad,
}

/// A clock that is further off makes timestamps that the service refuses.
const MOST_SKEW: TimeDelta = TimeDelta::seconds(60);

impl Finding {
    /// A step that is good.
    fn good(step: &'static str, seen: impl Into<String>) -> Self {
        Self::new(step, FindingState::Good, seen, None)
    }

    /// A step that ends the walk.
    fn bad(step: &'static str, seen: impl Into<String>, explanation: Explanation) -> Self {
        Self::new(step, FindingState::Bad, seen, Some(explanation))
    }

    fn warning(step: &'static str, seen: impl Into<String>, explanation: Explanation) -> Self {
        Self::new(step, FindingState::Warning, seen, Some(explanation))
    }

    fn new(
        step: &'static str,
        state: FindingState,
        seen: impl Into<String>,
        explanation: Option<Explanation>,
    ) -> Self {
        Self {
            step,
            state,
            seen: seen.into(),
            explanation,
        }
    }

    fn failure(step: &'static str, failure: Failure) -> Self {
        let seen = if let Failure::NotOpened(why) = failure {
            format!("{}: {why}", failure.code())
        } else {
            failure.code().to_owned()
        };
        Self::bad(step, seen, failure.explanation())
    }
}

impl DcsClient {
    /// Looks at certificates, name, connection, TLS, clock and status, and, if asked to, makes one
    /// check of a published test passport (it may count). Ends at the first step that does not work.
    pub async fn examine(&self, with_check: bool) -> Vec<Finding> {
        let (client, now) = (&self.0, self.0.clock.now());
        let mut findings: Vec<Finding> = self
            .certificates()
            .iter()
            .map(|certificate| of_certificate(certificate, now))
            .collect();
        let reached = reach(&client.options.url, client.options.connect_timeout).await;
        let is_reached = reached
            .iter()
            .all(|finding| finding.state != FindingState::Bad);
        findings.extend(reached);
        if !is_reached {
            return findings;
        }
        match client.ask().await {
            Err(failure) => {
                findings.push(Finding::failure("TLS", failure));
                return findings;
            }
            Ok(answer) => {
                let is_up = self.of_answer(&answer, &mut findings);
                if !is_up {
                    return findings;
                }
            }
        }
        if with_check {
            findings.push(self.check_test_passport().await);
        }
        findings
    }

    /// Whether the service is up.
    fn of_answer(&self, answer: &OutboundResponse, findings: &mut Vec<Finding>) -> bool {
        if answer.status != StatusCode::OK {
            findings.push(Finding::failure("mutual TLS", answer::of_status(answer)));
            return false;
        }
        findings.push(Finding::good("mutual TLS", "both ends trust each other"));
        findings.extend(self.of_clock(answer));
        match Status::from_json(&answer.body) {
            Ok(status) if status.available => {
                findings.push(Finding::good("status", "available"));
                true
            }
            Ok(status) => {
                let seen = status.message.unwrap_or_else(|| "not available".to_owned());
                findings.push(Finding::bad("status", seen, Failure::Outage.explanation()));
                false
            }
            Err(_) => {
                findings.push(Finding::failure("status", Failure::NotAnAnswer));
                false
            }
        }
    }

    fn of_clock(&self, answer: &OutboundResponse) -> Option<Finding> {
        let text = answer.headers.get(DATE)?.to_str().ok()?;
        let theirs = DateTime::parse_from_rfc2822(text).ok()?.to_utc();
        let skew = self.0.clock.now() - theirs;
        let seen = format!("{} s beside the service's", skew.num_seconds());
        Some(if skew.abs() <= MOST_SKEW {
            Finding::good("clock", seen)
        } else {
            let explanation = Explanation {
                message: "is not recent enough",
                meaning: "This machine's clock and the service's differ; messages' timestamps may be \
                          refused.",
                remedy: "Set the clock, best by NTP.",
            };
            Finding::warning("clock", seen, explanation)
        })
    }

    async fn check_test_passport(&self) -> Finding {
        const STEP: &str = "check of a test passport";
        let passport = TEST_PASSPORTS.first().and_then(|test| test.passport().ok());
        let Some(passport) = passport else {
            return Finding::failure(STEP, Failure::NotSealed);
        };
        let mut check = self.begin(Uuid::new_v4(), passport);
        while let Some(attempt) = check.next_attempt().await {
            let _ = check.send(&attempt).await;
        }
        match check.outcome() {
            Ok(Verdict::Valid) => Finding::good(STEP, "valid, as published"),
            Ok(Verdict::Invalid) => Finding::warning(
                STEP,
                "invalid",
                Explanation {
                    message: "valid: false",
                    meaning: "The whole way works; the service does not know the published test \
                              passport, as production does not.",
                    remedy: "Nothing, if this is production.",
                },
            ),
            Err(Failure::DetailsRefused) => Finding::warning(
                STEP,
                "validation errors",
                Explanation {
                    message: "must not be more than 18 months in the past",
                    meaning: "The whole way works; the service does not exempt the published test \
                              passports, which expired long ago.",
                    remedy: "Nothing.",
                },
            ),
            Err(failure) => Finding::failure(STEP, failure),
        }
    }
}

fn of_certificate(certificate: &CertificateInUse, now: DateTime<Utc>) -> Finding {
    let days = certificate.days_left(now);
    let seen = format!(
        "{}, until {} ({days} days), x5t#S256 {}",
        certificate.subject,
        certificate.not_after.format("%Y-%m-%d"),
        certificate.thumbprint
    );
    let renewal = |meaning| Explanation {
        message: "certificate validity",
        meaning,
        remedy: "Ask for its successor: our own with `credence keys dcs new`, the service's from the \
                 DCS helpdesk.",
    };
    if now < certificate.not_before {
        let early = renewal("The certificate is not valid yet, or this machine's clock is behind.");
        Finding::bad(certificate.role, seen, early)
    } else if days < 0 && certificate.is_authority {
        // A bundle keeps the old authority beside the new one while they change.
        let meaning = "The authority has expired; the bundle needs another that has not.";
        Finding::warning(certificate.role, seen, renewal(meaning))
    } else if days < 0 {
        Finding::bad(
            certificate.role,
            seen,
            renewal("The certificate has expired."),
        )
    } else if certificate.expires_soon(now) {
        let soon = renewal("The certificate expires within four weeks.");
        Finding::warning(certificate.role, seen, soon)
    } else {
        Finding::good(certificate.role, seen)
    }
}

/// Name service and TCP.
async fn reach(url: &Url, patience: Duration) -> Vec<Finding> {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let found = timeout(patience, lookup_host((host.as_str(), port))).await;
    let addresses: Vec<_> = match found {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    if addresses.is_empty() {
        let unknown = Explanation {
            message: "could not resolve host",
            meaning: "The name service knows no address of this host.",
            remedy: "Check the host in CREDENCE_DCS_URL, and this machine's name service.",
        };
        return vec![Finding::bad("DNS", host.as_str(), unknown)];
    }
    let named = format!("{host} has {} address(es)", addresses.len());
    let mut findings = vec![Finding::good("DNS", named)];
    let connected = timeout(patience, TcpStream::connect(addresses.as_slice())).await;
    findings.push(match connected {
        Ok(Ok(_)) => Finding::good("TCP", format!("port {port} is open")),
        Ok(Err(_)) => Finding::failure("TCP", Failure::Unreachable),
        Err(_) => Finding::failure("TCP", Failure::Timeout),
    });
    findings
}
