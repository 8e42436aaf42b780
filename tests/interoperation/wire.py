"""The envelope, by jwcrypto: JSON signed, encrypted and signed again."""

import base64
import hashlib
import json
import pathlib

from jwcrypto import jwe, jwk, jws

SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
ENCRYPTIONS = ["A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM"]


def key(folder, name):
    return jwk.JWK.from_pem(pathlib.Path(folder, name).read_bytes())


def thumbprint(folder, name):
    pem = pathlib.Path(folder, name).read_text()
    body = pem.split("-----BEGIN CERTIFICATE-----")[1].split("-----END")[0]
    digest = hashlib.sha256(base64.b64decode(body)).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def sign(payload, signing_key, header):
    token = jws.JWS(payload)
    token.allowed_algs = SIGNATURES
    token.add_signature(signing_key, None, json.dumps(header), None)
    return token.serialize(compact=True)


def verify(token, certificate):
    signed = jws.JWS()
    signed.allowed_algs = SIGNATURES
    signed.deserialize(token, certificate)
    return signed.payload


def seal(payload, signing_key, signing_header, certificate, encryption_header):
    inner = sign(payload, signing_key, signing_header)
    encrypted = jwe.JWE(inner.encode(), json.dumps(encryption_header))
    encrypted.add_recipient(certificate)
    return sign(encrypted.serialize(compact=True).encode(), signing_key, signing_header)


def unseal(token, certificate, decryption_key):
    encrypted = jwe.JWE()
    encrypted.deserialize(verify(token, certificate).decode(), decryption_key)
    return json.loads(verify(encrypted.payload.decode(), certificate))
