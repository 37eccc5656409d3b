// Compiles the Lightning components with the compiler that Salesforce publishes, makes them small as a browser gets
// them, and weighs them:
//   node scripts/weight.mjs
// Each on its own, without tests and Streams. What an org really ships may be made smaller in another way.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import { rollup } from 'rollup';
import { minify } from 'terser';

export const MOST_BYTES = 60_000;

const FOLDER = 'force-app/main/default/lwc';

// What the platform gives, and other components, which are weighed for themselves.
const OTHERS = /^(lwc|@lwc\/.+|lightning\/.+|@salesforce\/.+|c\/.+)$/;

/** The names of all components. */
const components = () => readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, `${name}.js`)));

/**
 * Weighs components: `{ weights, total, problems }`, with bytes by name, and sentences of what the compiler refuses or
 * warns of. `planted` texts, by path, are taken in place of those files.
 */
export async function weigh(names = components(), planted = new Map()) {
  const weights = {};
  const problems = [];
  for (const name of names) {
    try {
      weights[name] = Buffer.byteLength(await compile(name, planted, problems));
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
  }
  const total = Object.values(weights).reduce((sum, bytes) => sum + bytes, 0);
  if (total > MOST_BYTES) problems.push(`the components weigh ${total} bytes, and may ${MOST_BYTES}`);
  return { weights, total, problems };
}

async function compile(name, planted, problems) {
  const folder = join(FOLDER, name);
  const given = { name: 'planted', load: (id) => planted.get(relative('.', id).split(sep).join('/')) };
  const bundle = await rollup({
    input: join(folder, `${name}.js`),
    external: (id) => OTHERS.test(id),
    plugins: [given, lwc({ rootDir: folder })],
    onwarn: ({ message }) => problems.push(`${name}: ${message}`),
  });
  const { output: [{ code }] } = await bundle.generate({ format: 'es' });
  return (await minify(code, { module: true })).code;
}

async function main() {
  const { weights, total, problems } = await weigh();
  for (const problem of problems) console.error(problem);
  for (const [name, bytes] of Object.entries(weights)) console.log(`${name}: ${bytes} bytes`);
  console.log(`${total} bytes of ${MOST_BYTES}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
