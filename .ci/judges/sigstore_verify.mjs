// Verifies a Sigstore bundle v0.3 with one public key as the only trust: sigstore_verify.mjs BUNDLE PEM
//
// Prints the payload that was signed, byte for byte. Exit code 0: verified, 1: refused, 2: could not be judged. No
// transparency log, certificate or timestamp is asked for: the bundle has a plain key, and its ledger is our own.

import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages live beside the other judges, not beside this script.
const require = createRequire(new URL('../../target/judges/node/package.json', import.meta.url));

function judge([bundlePath, pemPath]) {
  const { bundleFromJSON, assertBundleLatest } = require('@sigstore/bundle');
  const { Verifier, VerificationError, toSignedEntity, toTrustMaterial } = require('@sigstore/verify');
  const key = createPublicKey(readFileSync(pemPath));
  const json = JSON.parse(readFileSync(bundlePath, 'utf8'));
  let bundle;
  try {
    bundle = bundleFromJSON(json);
    assertBundleLatest(bundle);
  } catch (error) {
    console.error(`no bundle v0.3: ${error.message}`);
    return 1;
  }
  // The hint in the bundle chooses among trusted keys; here there is one.
  const forever = { publicKey: key, validFor: () => true };
  const nobody = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
  const verifier = new Verifier(toTrustMaterial(nobody, () => forever), {
    tlogThreshold: 0,
    ctlogThreshold: 0,
    timestampThreshold: 0,
  });
  try {
    verifier.verify(toSignedEntity(bundle));
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return 1;
  }
  process.stdout.write(bundle.content.dsseEnvelope.payload);
  return 0;
}

const args = process.argv.slice(2);
if (args.length !== 2) {
  console.error('usage: sigstore_verify.mjs BUNDLE PEM');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = judge(args);
  } catch (error) {
    // Node's own exit code for an exception is 1, which here means "refused".
    console.error(error.message);
    process.exitCode = 2;
  }
}
