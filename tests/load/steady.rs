//! How long the API takes at an even load, as its callers see it.

use std::rc::Rc;
use std::time::Duration;

use credence_tests::{Person, Stack};
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, sleep_until};

const REQUESTS_A_SECOND: u32 = 100;
const SECONDS: u32 = 20;
/// What 95 of 100 calls must not take longer than.
const WANTED: Duration = Duration::from_millis(20);

/// Makes and reads sessions by turns, each call at its own moment whatever became of those before, and
/// prints how long they took from that moment on. A service that falls behind shows it. Returns
/// whether both kept what is wanted.
pub(crate) async fn create_and_read(stack: &Stack) -> bool {
    let integrator = stack.integrator();
    let read: Rc<Person> = Rc::new(integrator.create_session("steady").await);
    let (mut running, local) = (JoinSet::new(), LocalSet::new());
    let began = Instant::now() + Duration::from_millis(100);
    let every = Duration::from_secs(1) / REQUESTS_A_SECOND;
    for index in 0..REQUESTS_A_SECOND * SECONDS {
        let (integrator, read) = (integrator.clone(), Rc::clone(&read));
        let is_create = index % 2 == 0;
        running.spawn_local_on(
            async move {
                let due = began + every * index;
                sleep_until(due).await;
                if is_create {
                    integrator.create_session(&format!("steady-{index}")).await;
                } else {
                    read.session().await;
                }
                (is_create, due.elapsed())
            },
            &local,
        );
    }
    let mut taken: Vec<(bool, Duration)> = Vec::new();
    local
        .run_until(async {
            while let Some(done) = running.join_next().await {
                taken.push(done.unwrap());
            }
        })
        .await;
    println!("at {REQUESTS_A_SECOND} requests a second, half of them each, for {SECONDS} s:");
    let creating = held("POST /v1/sessions", &taken, true);
    let reading = held("GET /v1/sessions/{id}", &taken, false);
    creating && reading
}

fn held(path: &str, taken: &[(bool, Duration)], is_create: bool) -> bool {
    let mut times: Vec<Duration> = taken
        .iter()
        .filter(|(create, _)| *create == is_create)
        .map(|(_, time)| *time)
        .collect();
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    let is_held = at(95) <= WANTED;
    let verdict = if is_held { "held" } else { "missed" };
    println!(
        "{path:<34} median {:>6.1} ms, 95 % {:>6.1} ms, 99 % {:>6.1} ms; 95 % within {WANTED:?}: {verdict}",
        at(50).as_secs_f64() * 1e3,
        at(95).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3,
    );
    is_held
}
