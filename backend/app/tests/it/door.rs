//! The way from the service to its database, which falls shut at a chosen round trip: as if the
//! process had been killed there. It speaks just enough of PostgreSQL's protocol to count.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio_util::sync::{CancellationToken, DropGuard};

type Reader = Box<dyn AsyncRead + Send + Unpin>;
type Writer = Box<dyn AsyncWrite + Send + Unpin>;

/// How the database calls those who came through the door.
const NAME: &str = "door";

/// When the door falls shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fall {
    /// Before the question reaches the database: nothing of it happened.
    BeforeTheQuestion,
    /// After the database did what was asked, before the service learns it.
    BeforeTheAnswer,
}

/// The door.
pub(crate) struct Door {
    shut: CancellationToken,
    pool: PgPool,
    _folder: TempDir,
    _open: DropGuard,
}

#[derive(Clone)]
struct Counter {
    /// Round trips that still go through, with the one that does not.
    left: Arc<AtomicU32>,
    fall: Fall,
    shut: CancellationToken,
}

impl Door {
    /// A door before the database of `pool` that falls shut at the given round trip, counted from 1
    /// over all connections.
    pub(crate) async fn before(pool: &PgPool, round_trip: u32, fall: Fall) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = PgConnectOptions::clone(&pool.connect_options());
        let port = options.get_port();
        let listener = UnixListener::bind(folder.path().join(format!(".s.PGSQL.{port}"))).unwrap();
        let shut = CancellationToken::new();
        let counter = Counter {
            left: Arc::new(AtomicU32::new(round_trip)),
            fall,
            shut: shut.clone(),
        };
        let open = CancellationToken::new();
        let is_over = open.clone();
        let behind = options.clone();
        tokio::spawn(is_over.run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if !counter.shut.is_cancelled() {
                    tokio::spawn(pass(stream, behind.clone(), counter.clone()));
                }
            }
        }));
        let pool = PgPoolOptions::new().max_connections(2).connect_lazy_with(
            options
                .socket(folder.path())
                .ssl_mode(PgSslMode::Disable)
                .application_name(NAME),
        );
        Self {
            shut,
            pool,
            _folder: folder,
            _open: open.drop_guard(),
        }
    }

    /// The database behind the door.
    pub(crate) fn pool(&self) -> PgPool {
        self.pool.clone()
    }

    /// Does the work until the door falls shut. Whether it did; the database has noticed by then, and
    /// holds nothing for the dead any more.
    pub(crate) async fn run<T>(&self, work: impl Future<Output = T>, pool: &PgPool) -> bool {
        let fell = tokio::select! {
            biased;
            () = self.shut.cancelled() => true,
            _ = work => self.shut.is_cancelled(),
        };
        self.shut.cancel();
        let left = "select count(*) from pg_stat_activity
            where datname = current_database() and application_name = $1";
        while sqlx::query_scalar::<_, i64>(left)
            .bind(NAME)
            .fetch_one(pool)
            .await
            .unwrap()
            > 0
        {
            tokio::task::yield_now().await;
        }
        fell
    }
}

async fn pass(stream: UnixStream, behind: PgConnectOptions, counter: Counter) {
    let (from_service, to_service) = stream.into_split();
    let (from_database, to_database) = connect(&behind).await;
    let hides_answer = Arc::new(AtomicBool::new(false));
    let shut = counter.shut.clone();
    let questions = ask(
        Box::new(from_service),
        to_database,
        counter.clone(),
        Arc::clone(&hides_answer),
    );
    let answers = answer(from_database, Box::new(to_service), counter, hides_answer);
    tokio::select! {
        () = shut.cancelled() => {}
        _ = async { tokio::join!(questions, answers) } => {}
    }
}

async fn connect(options: &PgConnectOptions) -> (Reader, Writer) {
    if let Some(folder) = options.get_socket() {
        let path = folder.join(format!(".s.PGSQL.{}", options.get_port()));
        let (reader, writer) = UnixStream::connect(path).await.unwrap().into_split();
        return (Box::new(reader), Box::new(writer));
    }
    let address = (options.get_host(), options.get_port());
    let (reader, writer) = TcpStream::connect(address).await.unwrap().into_split();
    (Box::new(reader), Box::new(writer))
}

/// Hands questions on. `S` and `Q` are those that the database answers with `Z`.
async fn ask(
    mut from: Reader,
    mut to: Writer,
    counter: Counter,
    hides_answer: Arc<AtomicBool>,
) -> std::io::Result<()> {
    let length = from.read_u32().await?;
    to.write_all(&message(None, length, &mut from).await?)
        .await?;
    loop {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        let whole = message(Some(kind), length, &mut from).await?;
        let is_round_trip = matches!(kind, b'S' | b'Q');
        if is_round_trip && counter.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            if counter.fall == Fall::BeforeTheQuestion {
                counter.shut.cancel();
            } else {
                hides_answer.store(true, Ordering::SeqCst);
                to.write_all(&whole).await?;
            }
            counter.shut.cancelled().await;
            return Ok(());
        }
        to.write_all(&whole).await?;
    }
}

/// Hands answers on, until the one that nobody learns.
async fn answer(
    mut from: Reader,
    mut to: Writer,
    counter: Counter,
    hides_answer: Arc<AtomicBool>,
) -> std::io::Result<()> {
    loop {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        let whole = message(Some(kind), length, &mut from).await?;
        if !hides_answer.load(Ordering::SeqCst) {
            to.write_all(&whole).await?;
        } else if kind == b'Z' {
            counter.shut.cancel();
        }
    }
}

/// A message of the protocol; its length counts itself.
async fn message(kind: Option<u8>, length: u32, from: &mut Reader) -> std::io::Result<Vec<u8>> {
    let mut whole: Vec<u8> = kind.into_iter().chain(length.to_be_bytes()).collect();
    let start = whole.len();
    let rest = usize::try_from(length).unwrap().saturating_sub(4);
    whole.resize(start + rest, 0);
    from.read_exact(&mut whole[start..]).await?;
    Ok(whole)
}
