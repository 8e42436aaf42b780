//! A real nginx that asks for the client's certificate, as the one in front of the service does.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use credence_dcs_client::{ClientPair, Failure, FindingState, Verdict};
use credence_tests::Stack;

use crate::checks::{check, client, files, passport};
use crate::python::Server;

/// nginx in the foreground, ended with the test.
struct Nginx {
    process: Child,
    _folder: tempfile::TempDir,
    port: u16,
}

impl Nginx {
    fn start(files: &Path, upstream: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let (at, files) = (folder.path().display(), files.display());
        let configuration = format!(
            "daemon off; master_process off; pid {at}/nginx.pid; error_log {at}/error.log;\n\
             events {{}}\n\
             http {{\n\
               access_log off; client_body_temp_path {at}/a; proxy_temp_path {at}/b;\n\
               fastcgi_temp_path {at}/c; uwsgi_temp_path {at}/d; scgi_temp_path {at}/e;\n\
               server {{\n\
                 listen 127.0.0.1:{port} ssl;\n\
                 ssl_certificate {files}/server-tls-certificate.pem;\n\
                 ssl_certificate_key {files}/server-tls-key.pem;\n\
                 ssl_client_certificate {files}/ca-bundle.pem;\n\
                 ssl_verify_client on; ssl_verify_depth 2;\n\
                 location / {{ proxy_pass http://127.0.0.1:{upstream}; }}\n\
               }}\n\
             }}\n"
        );
        let path = folder.path().join("nginx.conf");
        std::fs::write(&path, configuration).unwrap();
        let process = Command::new("/usr/sbin/nginx")
            .args(["-e", "stderr", "-c"])
            .arg(&path)
            .spawn()
            .expect("nginx is missing: `cargo qa tests` installs Debian's nginx-light");
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "nginx does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        Self {
            process,
            _folder: folder,
            port,
        }
    }

    fn url(&self) -> String {
        format!("https://localhost:{}/checks/passport", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The page that a client without a certificate gets.
async fn page(url: &str, folder: &Path) -> (u16, String) {
    let bundle = std::fs::read(folder.join("ca-bundle.pem")).unwrap();
    let http = reqwest::Client::builder()
        .tls_certs_only(reqwest::Certificate::from_pem_bundle(&bundle).unwrap())
        .no_proxy()
        .build()
        .unwrap();
    let answer = http.get(url).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn our_client_is_understood_by_a_real_nginx_and_understands_it() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let server = Server::start(&folder, &["--plain"]);
    let nginx = Nginx::start(&folder, server.port);
    let mut files = files(&folder);

    let right = client(&nginx.url(), &files);
    assert!(right.status().await.unwrap().available);
    let (outcome, _) = check(&right, passport("123456789", "Valid", "Named")).await;
    assert!(outcome == Ok(Verdict::Valid), "{outcome:?}");
    let findings = right.examine(false).await;
    assert!(
        findings
            .iter()
            .all(|finding| finding.state == FindingState::Good),
        "{findings:#?}"
    );

    files.tls = None;
    let without = client(&nginx.url(), &files);
    assert_eq!(
        without.status().await.unwrap_err().0,
        Failure::ClientCertificateMissing
    );
    let findings = without.examine(false).await;
    let last = findings.last().unwrap();
    let explanation = last.explanation.unwrap();
    assert_eq!(explanation.message, "No required SSL certificate was sent");
    assert_eq!(
        explanation.meaning,
        "You did not send the client certificate."
    );

    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    files.tls = Some(ClientPair {
        certificate: read("stranger-certificate.pem"),
        key: read("stranger-key.pem"),
    });
    let wrong = client(&nginx.url(), &files);
    assert_eq!(
        wrong.status().await.unwrap_err().0,
        Failure::ClientCertificateRefused
    );
    let simulated = client(&stack.dcs_url(), &files);
    assert_eq!(
        simulated.status().await.unwrap_err().0,
        Failure::ClientCertificateRefused
    );

    let real = page(&nginx.url(), &folder).await;
    assert_eq!(
        real,
        page(&stack.dcs_url(), &folder).await,
        "the simulator sends nginx's own page"
    );
    assert_eq!((real.0, real.1.len()), (400, 237));
}
