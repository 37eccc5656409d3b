// Salesforce's rules for components, and plain ones for the checks.
const lwc = require('@salesforce/eslint-config-lwc');
const js = require('@eslint/js');
const globals = require('globals');

const COMPONENTS = 'force-app/**/lwc/**/*.js';
const TESTS = 'force-app/**/lwc/**/__tests__/**/*.js';

const on = (files, configs) => configs.map((config) => ({ ...config, files: [files] }));

module.exports = [
  { ignores: ['**/staticresources/**', 'rendered/**', 'coverage/**'] },
  ...on(COMPONENTS, lwc.configs.recommended),
  // Jest is asked for in tests only, and a test may wait for one thing after the other.
  { files: [TESTS], languageOptions: { globals: globals.node }, rules: { 'no-await-in-loop': 'off' } },
  // What tests share is read by Jest as it stands, whichever way it imports.
  { files: ['jest/**/*.js'], ...js.configs.recommended, languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.jest } } },
  { files: ['scripts/**/*.mjs'], ...js.configs.recommended, languageOptions: { globals: globals.node } },
  { files: ['*.js'], ...js.configs.recommended, languageOptions: { sourceType: 'commonjs', globals: globals.node } },
];
