use rten_simd::{Isa, SimdOp};

/// Work that is compiled once for each width of vectors, and run at the widest that there is.
struct Wide<Work>(Work);

impl<Made, Work: FnOnce() -> Made> SimdOp for Wide<Work> {
    type Output = Made;

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> Made {
        (self.0)()
    }
}

/// Runs plain loops on the widest vectors that the machine has. The work and all that it calls have
/// to be `#[inline(always)]`.
pub(crate) fn wide<Made>(work: impl FnOnce() -> Made) -> Made {
    Wide(work).dispatch()
}
