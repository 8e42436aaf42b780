"""An independent server: `server.py FOLDER [--plain]` prints its port, then serves until its
standard input ends. With --plain it leaves TLS and the client's certificate to what stands before it.

The surname says what is answered, and the first forename how: {"Valid": …}, {"Bare": …}.
"""

import http.server
import json
import pathlib
import ssl
import sys
import threading

import wire

folder = pathlib.Path(sys.argv[1])
dcs_signing_key = wire.key(folder, "dcs-signing-key.pem")
dcs_decryption_key = wire.key(folder, "dcs-encryption-key.pem")
client_signing = wire.key(folder, "client-signing-certificate.pem")
client_encryption = wire.key(folder, "client-encryption-certificate.pem")
RESULTS = {
    "Valid": {"error": False, "valid": True},
    "Invalid": {"error": False, "valid": False},
    "Outage": {"error": True, "errorMessage": ["Unplanned outage"]},
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def do_GET(self):
        self.answer(b'{"available":true,"scheduledOutages":[]}', "application/json")

    def do_POST(self):
        token = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert self.headers["Content-Type"] == "application/jose"
        request = wire.unseal(token, client_signing, dcs_decryption_key)
        forename = request["forenames"][0]
        signing, encryption = {"alg": "RS256"}, {"alg": "RSA-OAEP-256", "enc": "A128CBC-HS256", "typ": "JWE"}
        if forename != "Bare":
            signing["x5t#S256"] = wire.thumbprint(folder, "dcs-signing-certificate.pem")
            encryption["x5t#S256"] = wire.thumbprint(folder, "client-encryption-certificate.pem")
        if forename == "Other":
            signing["alg"], encryption["enc"] = "PS512", "A256GCM"
        answer = {"correlationId": request["correlationId"], "requestId": request["requestId"]}
        answer |= RESULTS[request["surname"]]
        sealed = wire.seal(json.dumps(answer).encode(), dcs_signing_key, signing, client_encryption, encryption)
        self.answer(sealed.encode(), "application/jose")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if "--plain" not in sys.argv:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server-tls-certificate.pem", folder / "server-tls-key.pem")
    context.load_verify_locations(folder / "ca-bundle.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
