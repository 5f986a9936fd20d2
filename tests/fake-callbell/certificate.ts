import { generate } from 'selfsigned';

export const API_HOST = 'api.callbell.eu';
export const DASH_HOST = 'dash.callbell.eu';

/**
 * A fresh certificate that vouches for itself, for both hosts and for loopback. It is made at
 * every start so that no private key is ever kept in the repository.
 */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: API_HOST }], {
    // Quicker to make than RSA by some hundred milliseconds, which every test run would pay.
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: API_HOST },
          { type: 2, value: DASH_HOST },
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
