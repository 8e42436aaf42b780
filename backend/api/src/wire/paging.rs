use crate::problem::Problem;
use crate::problem_code::ProblemCode;

/// How many lines of a list are asked for.
pub(crate) fn checked_limit(limit: Option<u32>) -> Result<Option<u32>, Problem> {
    if limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        let detail = "limit has to be 1 to 100.";
        return Err(Problem::new(ProblemCode::InvalidQuery, detail));
    }
    Ok(limit)
}
