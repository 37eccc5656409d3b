// The kinds of metadata that are used here, by their files' endings (registry of
// @salesforce/source-deploy-retrieve). A new kind needs a line. Each root has a
// type in @salesforce/types.

// Whether a file must repeat its name as <fullName> goes by kind: parts of an
// object do, others must not.
const named = true;

export const KINDS = {
  app: { type: 'CustomApplication' },
  callCenter: { type: 'CallCenter' },
  cls: { type: 'ApexClass' },
  compactLayout: { type: 'CompactLayout', named },
  customPermission: { type: 'CustomPermission' },
  dashboard: { type: 'Dashboard' },
  dashboardFolder: { type: 'DashboardFolder' },
  field: { type: 'CustomField', named },
  flexipage: { type: 'FlexiPage' },
  flow: { type: 'Flow' },
  group: { type: 'Group' },
  js: { type: 'LightningComponentBundle' },
  labels: { type: 'CustomLabels' },
  layout: { type: 'Layout' },
  listView: { type: 'ListView', named },
  md: { type: 'CustomMetadata' },
  messageChannel: { type: 'LightningMessageChannel' },
  notiftype: { type: 'CustomNotificationType' },
  object: { type: 'CustomObject' },
  permissionset: { type: 'PermissionSet' },
  permissionsetgroup: { type: 'PermissionSetGroup' },
  quickAction: { type: 'QuickAction' },
  report: { type: 'Report' },
  reportFolder: { type: 'ReportFolder' },
  reportType: { type: 'ReportType' },
  resource: { type: 'StaticResource' },
  tab: { type: 'CustomTab' },
  validationRule: { type: 'ValidationRule', named },

  // What only an org knows, or what must not be deployed twice: rendered for one
  // org into a folder that is not kept.
  corsWhitelistOrigin: { type: 'CorsWhitelistOrigin', rendered: true },
  cspTrustedSite: { type: 'CspTrustedSite', rendered: true },
  eca: { type: 'ExternalClientApplication', rendered: true },
  ecaGlblOauth: { type: 'ExtlClntAppGlobalOauthSettings', rendered: true },
  ecaOauth: { type: 'ExtlClntAppOauthSettings', rendered: true },
  ecaOauthPlcy: { type: 'ExtlClntAppOauthConfigurablePolicies', rendered: true },
  ecaPlcy: { type: 'ExtlClntAppConfigurablePolicies', rendered: true },
  eventRelay: { type: 'EventRelayConfig', rendered: true },
  namedCredential: { type: 'NamedCredential', rendered: true },
  platformEventChannel: { type: 'PlatformEventChannel', rendered: true },
  platformEventChannelMember: { type: 'PlatformEventChannelMember', rendered: true },
  remoteSite: { type: 'RemoteSiteSetting', rendered: true },
};

/** Whether a file is to be deployed to any org as it is. */
export const isDeployable = (file) => /(^|\/)(force-app|first-install)\//.test(file);
