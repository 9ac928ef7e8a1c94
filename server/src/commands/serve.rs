//! `rackboard serve`: the web server, until SIGTERM or Ctrl-C.

use std::{
    io::{self, IsTerminal as _},
    net::SocketAddr,
    process::ExitCode,
    time::Duration,
};

use rackboard_service::{Service, Store};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tracing_subscriber::EnvFilter;

use crate::{assets::Assets, cli::UNUSABLE, router, state::AppState};

/// How long requests under way may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(8);

/// Arguments of `rackboard serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "RACKBOARD_ADDR", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,

    /// Where boards are kept: sqlite://FILE (created if missing).
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://data/rackboard.db",
        hide_env_values = true
    )]
    database_url: String,
}

/// Serves until asked to stop. Exit 0 then; 2 if it could not start.
pub fn run(args: Args) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        .init();
    let outcome = tokio::runtime::Runtime::new()
        .map_err(|error| format!("cannot start the runtime: {error}"))
        .and_then(|runtime| runtime.block_on(serve(args)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("rackboard serve: {message}");
            ExitCode::from(UNUSABLE)
        }
    }
}

async fn serve(args: Args) -> Result<(), String> {
    let assets = Assets::load()?;
    let listener = TcpListener::bind(args.addr).await.map_err(|error| {
        format!(
            "cannot listen on {}: {error}. Choose another address with --addr.",
            args.addr
        )
    })?;
    let addr = listener.local_addr().map_err(|error| error.to_string())?;

    let store = Store::open(&args.database_url)
        .await
        .map_err(|error| format!("{error}. Choose another file with --database-url."))?;
    let service = Service::new(store);
    match service.purge().await {
        Ok(0) => {}
        Ok(boards) => tracing::info!(boards, "removed boards that were deleted long ago"),
        Err(error) => return Err(error.to_string()),
    }
    let (stop, stopping) = watch::channel(false);
    let state = AppState::new(assets, service.clone(), stopping.clone());
    let app = router::router(state).into_make_service_with_connect_info::<SocketAddr>();

    // On standard output and in this form: scripts and tests wait for it.
    println!("Rackboard is up at http://{addr}");

    let server = axum::serve(listener, app).with_graceful_shutdown(wait_for(stopping));
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut server => return flatten(ended),
        () = stop_signal() => tracing::info!("stopping"),
    }
    let _ = stop.send(true);
    let ended = timeout(GRACE, server).await;
    service.close().await;
    ended.map_or_else(
        |_| {
            tracing::warn!("requests still open after {GRACE:?} were cut");
            Ok(())
        },
        flatten,
    )
}

fn flatten(ended: Result<io::Result<()>, tokio::task::JoinError>) -> Result<(), String> {
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Resolves when the channel turns true (or its sender is gone).
async fn wait_for(mut stopping: watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Resolves at SIGTERM or Ctrl-C.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
