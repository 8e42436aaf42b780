use http::HeaderValue;

/// What the browser lets each page do: nothing that is not listed.
#[derive(Debug)]
pub(crate) struct PagePolicies {
    verify: HeaderValue,
    review: HeaderValue,
}

/// Trusted Types leave one door, the policy `credence`, for the addresses of workers.
const COMMON: &str = "default-src 'none'; base-uri 'none'; object-src 'none'; script-src 'self'; \
                      style-src 'self'; font-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types credence";

/// The person's page uses the camera; nothing else of the device, and the console none of it.
pub(super) const VERIFY_PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), \
     midi=(), publickey-credentials-get=(), browsing-topics=()";
pub(crate) const REVIEW_PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), \
     midi=(), publickey-credentials-get=(), browsing-topics=()";

/// A worker takes the policy of its own response. The one that decodes barcodes compiles WebAssembly;
/// the page itself may not.
const DECODING_WORKER: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const OTHER_WORKER: &str = "default-src 'none'";
const ASSET: &str = "default-src 'none'; frame-ancestors 'none'";

impl PagePolicies {
    /// The policies, with the origin of the DVS server that photographs are sent to.
    pub(crate) fn new(dvs_origin: &str) -> Self {
        let verify = format!(
            "{COMMON}; img-src 'self' blob:; media-src 'self' blob:; worker-src 'self'; \
             connect-src 'self' {dvs_origin}"
        );
        let review = format!("{COMMON}; img-src 'self' blob:; connect-src 'self'");
        let nothing = || HeaderValue::from_static("default-src 'none'");
        Self {
            verify: HeaderValue::from_str(&verify).unwrap_or_else(|_| nothing()),
            review: HeaderValue::from_str(&review).unwrap_or_else(|_| nothing()),
        }
    }

    pub(super) fn verify(&self) -> HeaderValue {
        self.verify.clone()
    }

    pub(super) fn review(&self) -> HeaderValue {
        self.review.clone()
    }
}

/// The policy of a file under `/assets/`, by its name: workers are named as such.
pub(super) fn of_asset(path: &str) -> HeaderValue {
    let name = path.rsplit('/').next().unwrap_or(path);
    HeaderValue::from_static(match (name.contains("worker"), name.contains("decode")) {
        (true, true) => DECODING_WORKER,
        (true, false) => OTHER_WORKER,
        (false, _) => ASSET,
    })
}
