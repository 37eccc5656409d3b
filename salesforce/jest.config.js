// The configuration that Salesforce gives. It finds our components as c/…, has stubs of lightning/…
// (platformWorkspaceApi and messageService too) and mocks what is imported of @salesforce/….
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  collectCoverageFrom: ['force-app/**/lwc/*/*.js', '!**/__tests__/**'],
};
