// Checks what files say of each other, and what Salesforce asks for beyond the
// shape of a file. A deploy would refuse most of this too, but only a deploy.
import { checkClasses } from './classes.mjs';
import { checkComponents, checkLabels } from './components.mjs';
import { checkFlow } from './flows.mjs';
import { all, list, readKnown } from './known.mjs';
import { checkDescribed, checkField, checkObject, checkRule } from './objects.mjs';
import { checkApp, checkCompactLayout, checkLayout, checkListView, checkPage, checkTab } from './pages.mjs';
import { checkPermissions, checkSetGroup } from './permissions.mjs';
import { checkGroup, checkMember, checkMessageChannel, checkNotificationType, checkRecord, checkRelay, checkResource } from './records.mjs';
import { checkDashboard, checkFolderShares, checkReport, checkReportType } from './reports.mjs';

// What is checked of a document of a type: the tree, all that is known, and the document.
const CHECKS = {
  CompactLayout: checkCompactLayout,
  CustomApplication: checkApp,
  CustomField: checkField,
  CustomMetadata: checkRecord,
  CustomNotificationType: checkNotificationType,
  CustomObject: checkObject,
  CustomPermission: checkDescribed,
  CustomTab: checkTab,
  Dashboard: checkDashboard,
  DashboardFolder: checkFolderShares,
  ReportFolder: checkFolderShares,
  EventRelayConfig: checkRelay,
  FlexiPage: checkPage,
  Flow: checkFlow,
  Group: checkGroup,
  Layout: checkLayout,
  LightningMessageChannel: checkMessageChannel,
  ListView: checkListView,
  PermissionSet: checkPermissions,
  PermissionSetGroup: checkSetGroup,
  PlatformEventChannelMember: checkMember,
  Report: checkReport,
  ReportType: checkReportType,
  StaticResource: checkResource,
  ValidationRule: checkRule,
};

/** Checks all documents `{ file, type, name, tree }`, classes and files together and yields sentences `{ file, problem }`. */
export function checkReferences(documents, classes, files) {
  const known = readKnown(documents, classes, files);
  known.labels = new Set(all('CustomLabels', known).flatMap(({ tree }) => list(tree.labels)).map(({ fullName }) => fullName));
  const each = documents.flatMap((document) =>
    [...(CHECKS[document.type]?.(document.tree, known, document) ?? [])].map((problem) => ({ file: document.file, problem })));
  return [...each, ...checkClasses(classes, known), ...checkComponents(known), ...checkLabels(known)];
}
