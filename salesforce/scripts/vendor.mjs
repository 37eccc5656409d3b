// Takes what we vendor from the npm packages that package-lock.json pins: node scripts/vendor.mjs
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FROM = 'node_modules/amazon-connect-streams';
const TO = 'force-app/main/default/staticresources';

/** Each file, and where it comes from. */
export const VENDORED = [
  { from: `${FROM}/release/connect-streams-min.js`, to: `${TO}/Tieline_Streams.js` },
  { from: `${FROM}/LICENSE.txt`, to: `${TO}/Tieline_Streams_Licence.txt` },
];

/** Those that are not what the package has. */
export function differing(read = readFileSync) {
  const isSame = ({ from, to }) => existsSync(join(ROOT, to)) && read(join(ROOT, from)).equals(read(join(ROOT, to)));
  return VENDORED.filter((each) => !isSame(each)).map(({ to }) => to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  VENDORED.forEach(({ from, to }) => copyFileSync(join(ROOT, from), join(ROOT, to)));
}
