// Logs in to the org that clients_test.go started, and tells where it is.
import { createSign } from 'node:crypto';
import jsforce from '@jsforce/jsforce-node';

export const url = process.env.ORG_URL;
const { ORG_CLIENT_ID: clientId, ORG_CLIENT_SECRET: clientSecret, ORG_USERNAME: username, ORG_PRIVATE_KEY: key } = process.env;

/** bySecret logs in by client credentials. A session that ends is renewed the same way. */
export async function bySecret(secret = clientSecret) {
  const login = () => new jsforce.Connection({
    loginUrl: url, version: '67.0',
    oauth2: { loginUrl: url, clientId, clientSecret: secret },
    refreshFn: async (_, done) => {
      try {
        done(null, (await bySecret(secret)).accessToken);
      } catch (err) {
        done(err);
      }
    },
  });
  const conn = login();
  await conn.authorize({ grant_type: 'client_credentials' });
  return conn;
}

/** byJWT logs in by a JWT with these claims, or others in their place. */
export async function byJWT(claims = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 120;
  const signed = `${part({ alg: 'RS256' })}.${part({ iss: clientId, sub: username, aud: 'https://login.salesforce.com', exp, ...claims })}`;
  const assertion = `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
  const conn = new jsforce.Connection({ loginUrl: url, version: '67.0' });
  await conn.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  return conn;
}

/** at expects an error with a code, shown at a field. */
export const at = (code, field) => ({ errorCode, data }) => errorCode === code && data.fields.length === 1 && data.fields[0] === field;

/** fault asks the org for a fault on a call. */
export const fault = (name) => ({ headers: { 'Simulate-Fault': name } });
