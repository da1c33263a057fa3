//! Pages for other machines: accounts, a certificate, and what is refused without them.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

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
fn who_has_an_account_is_served_encrypted() {
    let place = Workplace::new();
    let certificate = other(
        &place,
        "openssl",
        &[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            "key.pem",
            "-out",
            "chain.pem",
            "-subj",
            "/CN=office.test",
            "-addext",
            "subjectAltName=DNS:office.test",
        ],
    );
    if certificate.is_none() || other(&place, "curl", &["--version"]).is_none() {
        println!("left out: pages for other machines, for lack of openssl or curl");
        return;
    }
    let _table = place.run(["run".into(), example_reports()]).expect(0);
    place.write("word", "an invented password\n");
    let add = [
        "account",
        "add",
        "Ex",
        "--role",
        "reader",
        "--password-file",
        "word",
    ];
    let _listed = place.run(add).expect(0);
    let mut pages = place.command([
        "review",
        "--listen",
        "127.0.0.1",
        "--host",
        "office.test",
        "--certificate",
        "chain.pem",
        "--key",
        "key.pem",
        "--quiet",
    ]);
    let mut program = pages.stdout(Stdio::piped()).spawn().expect("it starts");
    let mut address = String::new();
    let out = program.stdout.take().expect("a pipe");
    BufReader::new(out)
        .read_line(&mut address)
        .expect("one line");
    let origin = address.trim().trim_end_matches('/').to_owned();
    let port = origin.rsplit(':').next().expect("a port");
    let resolve = format!("office.test:{port}:127.0.0.1");
    let curl = |more: &[&str], path: &str| {
        let url = format!("{origin}/{path}");
        let mut all = vec![
            "--silent",
            "--max-time",
            "60",
            "--location",
            "--cacert",
            "chain.pem",
            "--resolve",
            &resolve,
            "--cookie-jar",
            "jar",
            "--cookie",
            "jar",
            &url,
        ];
        all.extend(more);
        let got = other(&place, "curl", &all).expect("it was there");
        String::from_utf8_lossy(&got.stdout).into_owned()
    };
    let stranger = curl(&[], "");
    let own = format!("Origin: {origin}");
    let form = [
        "--header",
        &own,
        "--data",
        "name=Ex&password=an+invented+password",
    ];
    let signed_in = curl(&form, "sign-in");
    let plain = format!("http://127.0.0.1:{port}/");
    let plain = other(&place, "curl", &["--silent", "--max-time", "30", &plain]);
    program.kill().expect("it ends");
    program.wait().expect("it ends");
    assert!(
        stranger.contains("type=\"password\"") && !stranger.contains("Saraqib"),
        "{stranger}"
    );
    assert!(signed_in.contains("Saraqib"), "{signed_in}");
    assert!(
        plain.is_some_and(|got| !got.status.success()),
        "no page without encryption"
    );
}
