//! Code of a hostile file tries to get out of the child, in every way that we could think of. Each way
//! is open to a process without walls, which the test shows first: else it would prove nothing.
//!
//! The test starts itself again as the child, so it has no harness.
#![cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#![expect(
    clippy::print_stdout,
    reason = "a test without a harness tells its own results"
)]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::{ptrace, signal};
use nix::unistd::{self, Pid};
use tollbook_jail::{Death, Limits, Stream, Walls, ask, become_tool, serve, serve_file};

/// A way out, by name, and whether it leads out from where this runs. The text is a port, a process or
/// a file, as the way needs it.
type Way = (&'static str, fn(&str) -> bool);

const WAYS: [Way; 12] = [
    ("read a file", |_| File::open("/etc/hostname").is_ok()),
    ("write a file", |path| fs::write(path, "out").is_ok()),
    ("list a folder", |_| fs::read_dir("/").is_ok()),
    ("start a program", |_| {
        Command::new("/bin/true")
            .stdin(Stdio::null())
            .spawn()
            .is_ok()
    }),
    ("start a thread", |_| {
        std::thread::Builder::new().spawn(|| ()).is_ok()
    }),
    ("open a TCP connection", |port| {
        port.parse()
            .is_ok_and(|port: u16| TcpStream::connect(("127.0.0.1", port)).is_ok())
    }),
    ("open a UDP socket", |_| {
        UdpSocket::bind("127.0.0.1:0").is_ok()
    }),
    ("open a Unix socket", |_| UnixStream::pair().is_ok()),
    ("trace a process", |_| ptrace::traceme().is_ok()),
    ("signal another process", |process| {
        process
            .parse()
            .is_ok_and(|id| signal::kill(Pid::from_raw(id), None).is_ok())
    }),
    ("copy a descriptor", |_| {
        std::io::stdin().as_fd().try_clone_to_owned().is_ok()
    }),
    ("take two GiB of memory", |_| {
        Vec::<u8>::new().try_reserve_exact(2 << 30).is_ok()
    }),
];

/// A way that ends the child, by name, with the seconds of processor time and of the clock that it is given: few to
/// one that is to run into that wall, and to the others more than they take on the slowest machine.
type End = (&'static str, u64, u64, fn());

const ENDS: [End; 4] = [
    (
        "never end",
        1,
        AMPLE,
        || {
            while std::hint::black_box(true) {}
        },
    ),
    ("take memory for ever", AMPLE, AMPLE, || {
        let mut taken: Vec<Vec<u8>> = Vec::new();
        loop {
            taken.push(vec![1; 64 << 20]);
        }
    }),
    ("leave an image of its memory", AMPLE, AMPLE, || {
        std::process::abort()
    }),
    ("close its answer and stay", AMPLE, 2, || {
        let _closed = unistd::close(STANDARD_OUTPUT);
        loop {
            std::thread::park();
        }
    }),
];

/// The one way that a program of others needs; what it leads to is what it has already.
const OPEN_TO_TOOLS: &str = "copy a descriptor";

const STANDARD_OUTPUT: i32 = 1;

const AMPLE: u64 = 30;

/// The most bytes of an answer.
const ANSWER: u64 = 1 << 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["behind-walls", processor] => {
            let limits = tight(processor.parse().expect("seconds"));
            child(|work| serve(|_| limits, work).is_ok())
        }
        ["behind-walls-with-a-file", processor] => {
            let limits = tight(processor.parse().expect("seconds"));
            child(|work| {
                let served = serve_file(
                    |_| limits,
                    |mut file, pieces| {
                        let mut order = Vec::new();
                        file.read_to_end(&mut order)?;
                        pieces.give(&order)?;
                        pieces.give(&work(order))
                    },
                );
                served.is_ok()
            })
        }
        ["behind-walls-as-a-tool"] => {
            let program = std::env::current_exe().expect("this test");
            let fault = become_tool(&program, &["free".into()], &[], &tight(AMPLE));
            panic!("{fault}")
        }
        ["free"] => child(|work| {
            let mut bytes = Vec::new();
            let read = std::io::stdin().read_to_end(&mut bytes).is_ok();
            read && std::io::stdout().write_all(&work(bytes)).is_ok()
        }),
        _ => {
            nobody_gets_out();
            ExitCode::SUCCESS
        }
    }
}

/// The child: does what it is told, and answers whether it got out.
fn child(run: impl FnOnce(fn(Vec<u8>) -> Vec<u8>) -> bool) -> ExitCode {
    let served = run(|order| {
        let order = String::from_utf8_lossy(&order).into_owned();
        let (name, with) = order.split_once('\n').unwrap_or((&order, ""));
        if let Some((.., end)) = ENDS.iter().find(|(end, ..)| *end == name) {
            end();
        }
        if name == TOO_LONG {
            return vec![0; ANSWER as usize + 1];
        }
        let way = WAYS.iter().find(|(way, _)| *way == name);
        let out = way.is_some_and(|(_, leads_out)| leads_out(with));
        if out {
            b"out".to_vec()
        } else {
            b"held".to_vec()
        }
    });
    if served {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// An order to answer more than may be.
const TOO_LONG: &str = "answer without end";

fn tight(processor: u64) -> Limits {
    Limits {
        memory: 1 << 30,
        processor,
        clock: Duration::from_secs(60),
        answer: ANSWER,
    }
}

fn nobody_gets_out() {
    let program = std::env::current_exe().expect("this test");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("out");
    for (name, _) in WAYS {
        let with = match name {
            "write a file" => file.display().to_string(),
            "signal another process" => std::process::id().to_string(),
            _ => port.to_string(),
        };
        let order = format!("{name}\n{with}");
        assert_eq!(
            without_walls(&program, &order),
            "out",
            "{name}: is no way at all"
        );
        let (walls, answer) = behind_walls(&program, &order, tight(AMPLE)).expect("an answer");
        if let [missing, ..] = walls.missing()[..] {
            println!("left out: ways out of the child, for lack of {missing}");
            return;
        }
        assert_eq!(String::from_utf8_lossy(&answer), "held", "{name}");
        let (in_pieces, pieces) = with_a_file(&program, &order, tight(AMPLE)).expect("an answer");
        assert_eq!(in_pieces, walls);
        assert_eq!(pieces, [order.as_bytes(), b"held"], "{name}, with a file");
        if name != OPEN_TO_TOOLS {
            let tool = ["behind-walls-as-a-tool"].map(OsStr::new);
            let (of_tool, answer) =
                ask(&program, &tool, order.as_bytes(), &tight(AMPLE)).expect("an answer");
            assert_eq!(of_tool, walls);
            assert_eq!(
                String::from_utf8_lossy(&answer),
                "held",
                "{name}, as a tool"
            );
        }
        println!("{name}: held");
    }
    for (name, processor, clock, _) in ENDS {
        let limits = Limits {
            clock: Duration::from_secs(clock),
            ..tight(processor)
        };
        let began = Instant::now();
        let once = behind_walls(&program, name, limits).map(drop);
        let in_pieces = with_a_file(&program, name, limits).map(drop);
        assert!(began.elapsed() < Duration::from_secs(60), "{name}");
        for death in [once, in_pieces].map(|ended| ended.expect_err(name)) {
            let expected = match death {
                Death::Processor(1) => name == "never end",
                Death::Broken(_) => name != "never end",
                _ => false,
            };
            assert!(expected, "{name}: {death}");
            println!("{name}: {death}");
        }
    }
    for answer in [
        behind_walls(&program, TOO_LONG, tight(AMPLE)).map(drop),
        with_a_file(&program, TOO_LONG, tight(AMPLE)).map(drop),
    ] {
        assert!(matches!(answer, Err(Death::Answer(ANSWER))), "{answer:?}");
    }
    no_image_is_left(&program, folder.path());
}

/// Asks a child that has its order as an open file and answers in pieces: all that it answered before it ended.
fn with_a_file(
    program: &Path,
    order: &str,
    limits: Limits,
) -> Result<(Walls, Vec<Vec<u8>>), Death> {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(order.as_bytes()).expect("room on the disk");
    file.rewind().expect("its beginning");
    let processor = limits.processor.to_string();
    let arguments = ["behind-walls-with-a-file", &processor].map(OsStr::new);
    let mut child = Stream::open(program, &arguments, file, limits)?;
    let mut pieces = Vec::new();
    while let Some(piece) = child.next_piece()? {
        pieces.push(piece);
    }
    Ok((child.walls().expect("it said so first"), pieces))
}

fn behind_walls(program: &Path, order: &str, limits: Limits) -> Result<(Walls, Vec<u8>), Death> {
    let processor = limits.processor.to_string();
    let arguments = ["behind-walls", &processor].map(OsStr::new);
    ask(program, &arguments, order.as_bytes(), &limits)
}

fn without_walls(program: &Path, order: &str) -> String {
    let (_, answer) = run(program, &["free"], order, Path::new("."));
    answer
}

fn no_image_is_left(program: &Path, folder: &Path) {
    let (status, _) = run(
        program,
        &["behind-walls", &AMPLE.to_string()],
        "leave an image of its memory",
        folder,
    );
    assert!(
        status.signal().is_some() && !status.core_dumped(),
        "{status}"
    );
}

fn run(program: &Path, how: &[&str], order: &str, folder: &Path) -> (ExitStatus, String) {
    let mut child = Command::new(program)
        .args(how)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(order.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    (
        output.status,
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}
