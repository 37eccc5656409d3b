// As whom the dashboards run is the deployer's setting: two variables, which Salesforce's own library puts in
// place of what is shipped (sfdx-project.json, "replacements").
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const shipped = 'force-app/main/default/dashboards/Tieline';
const asViewer = /<dashboardType>LoggedInUser<\/dashboardType>/;

/** The dashboards as a deploy sends them under these variables. */
async function sent(variables) {
  Object.assign(process.env, { SF_DISABLE_LOG_FILE: 'true', SF_DISABLE_TELEMETRY: 'true', SF_APPLY_REPLACEMENTS_ON_CONVERT: 'true' }, variables);
  const { ComponentSet, MetadataConverter } = await import('@salesforce/source-deploy-retrieve');
  const target = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    await new MetadataConverter().convert(ComponentSet.fromSource(shipped), 'metadata', { type: 'directory', outputDirectory: target, genUniqueDir: false });
    const folder = join(target, 'dashboards/Tieline');
    return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  } finally {
    rmSync(target, { recursive: true });
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

test('as shipped, a dashboard runs as whoever looks at it', async () => {
  const all = await sent({});
  assert.equal(all.length, 2);
  for (const text of all) {
    assert.match(text, asViewer);
    assert.doesNotMatch(text, /<runningUser>/);
  }
});

test('with the setting it runs as the one user that is named', async () => {
  const all = await sent({ TIELINE_DASHBOARDS: 'SpecifiedUser', TIELINE_RUNNING_USER: 'reports@harbour.example' });
  assert.equal(all.length, 2);
  for (const text of all) {
    assert.match(text, /<dashboardType>SpecifiedUser<\/dashboardType>\s*<runningUser>reports@harbour\.example<\/runningUser>/);
    assert.doesNotMatch(text, asViewer);
  }
});

test('a setting that names nobody stops the deploy', async () => {
  await assert.rejects(sent({ TIELINE_DASHBOARDS: 'SpecifiedUser' }), /TIELINE_RUNNING_USER/);
});
