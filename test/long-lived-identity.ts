/**
 * A TLS identity for servers on loopback, its own authority, good from 2020 to 2119. A certificate made when a test runs would
 * need openssl; one near its end is this one, seen by a program whose clock is near that.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIUZ+l5SOG6gYKgqyTt8eySVOSFA0EwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLcnB0Y3RsIHRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAx
MDEwMDAwMDBaMBYxFDASBgNVBAMMC3JwdGN0bCB0ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEIYz/aSpTsG1i8QMnuGIxLhb9v/nKln1jFmoICHGb3ZDaXPee
XAWOyziijvVMGEE4L3+c/FhFXob19XzG/LyhZ6NOMEwwDwYDVR0TAQH/BAUwAwEB
/zAdBgNVHQ4EFgQU9QEwAQAd5SniBMxCDB1fEFezIlIwGgYDVR0RBBMwEYcEfwAA
AYIJbG9jYWxob3N0MAoGCCqGSM49BAMCA0kAMEYCIQCbJ1hYLDIBuFO/722+NAvC
Vm2gwl354aIHX+EeCxM+aAIhAKNdurCzrh3GQM7eHfGlROJhZZGtOxqCgTcV+6jZ
vrku
-----END CERTIFICATE-----
`;

/** Guards nothing. */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmiLpdtFEJVXHha/4
sA3DZgrG3B06742RvNmRmvx88HShRANCAAQhjP9pKlOwbWLxAye4YjEuFv2/+cqW
fWMWaggIcZvdkNpc955cBY7LOKKO9UwYQTgvf5z8WEVehvX1fMb8vKFn
-----END PRIVATE KEY-----
`;

/** Milliseconds since the epoch. */
export const expiresAt = Date.parse("2120-01-01T00:00:00Z");
