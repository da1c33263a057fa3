//! Pages for other machines: accounts, a certificate, and what is refused without them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Workplace, example_reports};

/// The exit code of a call that cannot be done as it was asked.
const REFUSED: i32 = 1;

fn other(place: &Workplace, program: &str, args: &[&str]) -> Option<Output> {
    let mut command = Command::new(program);
    command.args(args).current_dir(place.path("")).output().ok()
}

#[test]
fn without_accounts_or_with_no_certificate_nobody_is_served() {
    let place = Workplace::with_casebook();
    place.write("c.pem", "no certificate");
    let listen = [
        "review",
        "--listen",
        "127.0.0.1",
        "--certificate",
        "c.pem",
        "--key",
        "c.pem",
    ];
    let _told = place
        .run(listen)
        .expect(REFUSED)
        .says(&["nobody has an account", "tollbook account add"]);
    let add = [
        "account",
        "add",
        "Ex Owner",
        "--role",
        "owner",
        "--password-file",
        "word",
    ];
    place.write("word", "short\n");
    let _told = place
        .run(add)
        .expect(REFUSED)
        .says(&["at least 12 letters"]);
    place.write("word", "an invented password\n");
    assert_eq!(place.run(add).expect(0).text(), "Ex Owner: owner\n");
    let kept = std::fs::read_to_string(place.path("casebook/accounts.toml")).expect("a file");
    assert!(kept.contains("$argon2id$") && !kept.contains("invented"));
    let _told = place
        .run(listen)
        .expect(REFUSED)
        .says(&["no certificate stands in its file"]);
    let _told = place.run(["verify"]).expect(0);
    let remove = ["account", "remove", "Ex Owner"];
    assert_eq!(place.run(remove).expect(0).text(), "");
    let _told = place
        .run(remove)
        .expect(REFUSED)
        .says(&["no account of that name"]);
}

#[test]
fn a_host_is_a_name_or_an_address_and_nothing_else() {
    let place = Workplace::with_casebook();
    for host in [
        "",
        "https://office.test",
        "office.test:443",
        "office test",
        "büro.test",
        "office.test/",
    ] {
        let _told = place
            .run([
                "review",
                "--listen",
                "127.0.0.1",
                "--host",
                host,
                "--certificate",
                "c.pem",
                "--key",
                "c.pem",
            ])
            .expect(2)
            .says(&["--host", "office.example", "without a port"]);
    }
}

#[test]
fn accounts_that_are_made_at_once_are_all_kept() {
    let place = Workplace::with_casebook();
    place.write("word", "an invented password\n");
    let names = ["A", "B", "C", "D", "E", "F"];
    let add = |name| {
        let role = ["--role", "reader", "--password-file", "word"];
        let mut call = place.command(["account", "add", name].into_iter().chain(role));
        call.stdout(Stdio::null()).spawn().expect("it starts")
    };
    for mut call in names.map(add) {
        assert!(call.wait().expect("it ends").success());
    }
    let listed = names.map(|name| format!("{name}: reader\n")).concat();
    assert_eq!(place.run(["account", "list"]).expect(0).text(), listed);
}

/// Pages for `office.test`, with an account of the name `Ex`; `None` where there is no openssl or curl.
struct Office {
    place: Workplace,
    pages: Child,
    origin: String,
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ended = (self.pages.kill(), self.pages.wait());
    }
}

impl Office {
    fn open() -> Option<Self> {
        let place = Workplace::new();
        let request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem \
            -out chain.pem -subj /CN=office.test -addext subjectAltName=DNS:office.test";
        let request: Vec<&str> = request.split_whitespace().collect();
        let certificate = other(&place, "openssl", &request);
        if certificate.is_none() || other(&place, "curl", &["--version"]).is_none() {
            eprintln!("left out: pages for other machines, for lack of openssl or curl");
            return None;
        }
        let _table = place.run(["run".into(), example_reports()]).expect(0);
        place.write("word", "an invented password\n");
        let add = "account add Ex --role reader --password-file word";
        let _listed = place.run(add.split(' ')).expect(0);
        let listen = "review --listen 127.0.0.1 --host OFFICE.test --certificate chain.pem --key key.pem --quiet";
        let mut pages = place.command(listen.split(' '));
        let mut pages = pages.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut address = String::new();
        let out = pages.stdout.take().expect("a pipe");
        BufReader::new(out)
            .read_line(&mut address)
            .expect("one line");
        let origin = address.trim().trim_end_matches('/').to_owned();
        Some(Self {
            place,
            pages,
            origin,
        })
    }

    fn port(&self) -> &str {
        self.origin.rsplit(':').next().expect("a port")
    }

    /// What a browser gets.
    fn curl(&self, more: &[&str], path: &str) -> String {
        let url = format!("{}/{path}", self.origin);
        let resolve = format!("office.test:{}:127.0.0.1", self.port());
        let all =
            "--silent --max-time 60 --location --cacert chain.pem --cookie-jar jar --cookie jar";
        let mut all: Vec<&str> = all.split(' ').collect();
        all.extend(["--resolve", &resolve, &url]);
        all.extend(more);
        let got = other(&self.place, "curl", &all).expect("it was there");
        String::from_utf8_lossy(&got.stdout).into_owned()
    }

    fn sign_in(&self) -> String {
        let own = format!("Origin: {}", self.origin);
        let form = "name=Ex&password=an+invented+password";
        self.curl(&["--header", &own, "--data", form], "sign-in")
    }
}

#[test]
fn who_has_an_account_is_served_encrypted_as_long_as_they_have_it() {
    let Some(office) = Office::open() else {
        return;
    };
    assert!(office.origin.starts_with("https://office.test:"));
    let stranger = office.curl(&[], "");
    assert!(
        stranger.contains("type=\"password\"") && !stranger.contains("Saraqib"),
        "{stranger}"
    );
    let signed_in = office.sign_in();
    assert!(signed_in.contains("Saraqib"), "{signed_in}");
    let plain = format!("http://127.0.0.1:{}/", office.port());
    let plain = other(
        &office.place,
        "curl",
        &["--silent", "--max-time", "30", &plain],
    );
    assert!(
        plain.is_some_and(|got| !got.status.success()),
        "no page without encryption"
    );
    let _left = office.place.run(["account", "remove", "Ex"]).expect(0);
    assert!(
        comes_true(Duration::from_secs(30), || !office
            .curl(&[], "")
            .contains("Saraqib")),
        "whose account is gone is out"
    );
    assert!(!office.sign_in().contains("Saraqib"));
}

fn comes_true(within: Duration, mut is_true: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < within {
        if is_true() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    false
}

/// Linux alone has more than one address of its own without being told so.
#[cfg(target_os = "linux")]
#[test]
fn who_comes_and_says_nothing_keeps_nobody_out_and_is_sent_away() {
    let Some(office) = Office::open() else {
        return;
    };
    let host = format!("127.0.0.1:{}", office.port());
    let silent: Vec<TcpStream> = (0..80)
        .map(|_| TcpStream::connect(&host).expect("a connection"))
        .collect();
    let form = office.curl(&["--max-time", "8", "--interface", "127.0.0.2"], "sign-in");
    assert!(form.contains("type=\"password\""), "{form}");
    for mut stream in silent {
        let patience = Some(Duration::from_secs(60));
        stream.set_read_timeout(patience).expect("a time");
        // Those over the limit at once, the others when their time is up.
        match stream.read(&mut [0]) {
            Ok(read) => assert_eq!(read, 0),
            Err(fault) => assert_eq!(fault.kind(), std::io::ErrorKind::ConnectionReset),
        }
    }
    let form = format!(
        "POST /sign-in HTTP/1.1\r\nHost: office.test:{port}\r\nOrigin: https://office.test:{port}\r\nContent-Length: 40\r\n\r\nname=Ex",
        port = office.port()
    );
    let said = ["", "GET /sign-in HTTP/1.1\r\nHost: of", &form];
    for (said, mut agreed) in said.map(|said| (said, agree(&host, said))) {
        let is_gone = || agreed.try_wait().expect("it can be asked").is_some();
        let is_gone = comes_true(Duration::from_secs(60), is_gone);
        let _ended = (agreed.kill(), agreed.wait());
        assert!(is_gone, "still there after: {said:?}");
    }
}

/// Agrees on a key, says this, and stays.
#[cfg(target_os = "linux")]
fn agree(host: &str, said: &str) -> Child {
    let mut client = Command::new("openssl");
    let client = client.args(["s_client", "-quiet", "-connect", host]);
    let client = client.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut client = client.stderr(Stdio::null()).spawn().expect("it was there");
    let stdin = client.stdin.as_mut().expect("it is piped");
    stdin.write_all(said.as_bytes()).expect("it listens");
    client
}
