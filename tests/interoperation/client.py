"""An independent client: `client.py URL FOLDER`, one request of each line of standard input.

A line is a JSON object {"request": …, "alg": …, "enc": …}; printed is {"status": …, "answer": …}.
"""

import json
import pathlib
import sys

import requests

import wire

url, folder = sys.argv[1], pathlib.Path(sys.argv[2])
session = requests.Session()
session.trust_env = False
session.verify = str(folder / "ca-bundle.pem")
session.cert = (str(folder / "client-tls-chain.pem"), str(folder / "client-tls-key.pem"))
signing_key = wire.key(folder, "client-signing-key.pem")
decryption_key = wire.key(folder, "client-encryption-key.pem")
dcs_signing = wire.key(folder, "dcs-signing-certificate.pem")
dcs_encryption = wire.key(folder, "dcs-encryption-certificate.pem")

for line in sys.stdin:
    asked = json.loads(line)
    if asked.get("request") is None:
        print(json.dumps({"status": session.get(url, timeout=20).json()}), flush=True)
        continue
    signing = {"alg": asked["alg"], "x5t#S256": wire.thumbprint(folder, "client-signing-certificate.pem")}
    encryption = {
        "alg": "RSA-OAEP-256",
        "enc": asked["enc"],
        "typ": "JWE",
        "x5t#S256": wire.thumbprint(folder, "dcs-encryption-certificate.pem"),
    }
    payload = json.dumps(asked["request"]).encode()
    message = wire.seal(payload, signing_key, signing, dcs_encryption, encryption)
    answer = session.post(url, data=message, headers={"Content-Type": "application/jose"}, timeout=20)
    opened = wire.unseal(answer.text, dcs_signing, decryption_key) if answer.ok else answer.text
    print(json.dumps({"status": answer.status_code, "answer": opened}), flush=True)
