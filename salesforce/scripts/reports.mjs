// Checks report types, reports and dashboards by the fields they name. Columns
// of our objects are read as <object>$<field>; those of standard reports, like
// an activity's, only an org knows.
import { dirname } from 'node:path';
import { fieldOf, find, knownObject, list, pathOf } from './known.mjs';

export function* checkReportType(type, known) {
  if (!type.description) yield 'admins need a <description>';
  if (!knownObject(type.baseObject, known)) yield `no object ${type.baseObject}`;
  for (const { columns } of list(type.sections)) {
    for (const { field, table } of list(columns)) {
      // A table reached by a join is written base.relationship__r, and is not followed.
      if (!String(table).includes('.') && !pathOf(table, field, known)) yield `${table} has no field ${field}`;
    }
  }
}

/** The columns of a report, wherever they are named, are on its type. */
export function* checkReport(report, known, { file }) {
  if (!report.description) yield 'admins need a <description>';
  yield* checkFolder(file, 'ReportFolder', known);
  const [, custom] = String(report.reportType).match(/^(.*)__c$/) ?? [];
  const type = find('ReportType', custom, known)?.tree;
  const [, object] = String(report.reportType).match(/^CustomEntity\$(\w+)/) ?? [];
  if (custom && !type) yield `no report type ${report.reportType}`;
  if (object && !known.objects.has(object)) yield `no object ${object}`;
  for (const column of new Set(columnsOf(report))) {
    const problem = checkColumn(column, type, known);
    if (problem) yield problem;
  }
  for (const [, table, field] of formulasOf(report).matchAll(/(\w+__c)\.(\w+):[A-Z]+/g)) {
    const problem = checkColumn(`${table}$${field}`, type, known);
    if (problem) yield `a formula: ${problem}`;
  }
}

// Formulas name a field <object>.<field>:<summary>.
const formulasOf = (report) => list(report.aggregates).map((each) => each.calculatedFormula).join(' ');

function checkColumn(column, type, known) {
  const [, table, field] = String(column).match(/^([\w.]+)\$([\w.]+)$/) ?? [];
  if (!table || table.includes('.')) return '';
  const name = field.replace(/\.Name$/, '');
  if (knownObject(table, known) && !fieldOf(table, name, known) && !pathOf(table, field, known)) return `${table} has no field ${field}`;
  const offered = list(type?.sections).flatMap(({ columns }) => list(columns)).map((each) => each.field);
  return type && !offered.some((each) => each === field || each === name || each.split('.')[0] === name) && `${type.label} does not offer ${field}`;
}

// Where a report names columns.
function columnsOf(report) {
  const named = (value, element) => list(value).map((each) => each[element]);
  const buckets = new Set(named(report.buckets, 'developerName'));
  const own = [
    ...named(report.columns, 'field'), ...named(report.groupingsDown, 'field'), ...named(report.groupingsAcross, 'field'),
    ...named(report.filter?.criteriaItems, 'column'), ...named(report.timeFrameFilter, 'dateColumn'), ...named(report.buckets, 'sourceColumnName'),
    ...list(report.sortColumn),
  ];
  return own.filter((column) => column && !buckets.has(column) && !/^(RowCount|FORMULA\d+)$/.test(column));
}

function* checkFolder(file, type, known) {
  const folder = dirname(file).split('/').at(-1);
  if (!find(type, folder, known)) yield `no folder ${folder}`;
}

/** A folder is shared with groups that are there. */
export function* checkFolderShares(folder, known) {
  for (const { sharedTo, sharedToType } of list(folder.folderShares)) {
    if (sharedToType === 'Group' && !find('Group', sharedTo, known)) yield `no group ${sharedTo}`;
    if (sharedToType === 'User') yield `${sharedTo} is of one org`;
  }
}

/** A dashboard's components show reports that are there. */
export function* checkDashboard(dashboard, known, { file }) {
  yield* checkFolder(file, 'DashboardFolder', known);
  if (!dashboard.description) yield 'admins need a <description>';
  // A user of one org; a deploy without one takes the user who deploys ("Dashboard", Metadata API Developer Guide).
  if (dashboard.runningUser) yield '<runningUser> is of one org';
  for (const report of reportsIn(dashboard)) {
    if (!find('Report', report, known)) yield `no report ${report}`;
  }
  for (const { dashboardComponent: component } of list(dashboard.dashboardGridLayout?.dashboardGridComponents)) yield* checkChart(component, known);
}

/** A chart groups by what its report groups by, and shows what its report sums up. */
function* checkChart({ report: name, groupingColumn, chartSummary }, known) {
  const report = find('Report', name, known)?.tree;
  if (!report) return;
  const groups = [...list(report.groupingsDown), ...list(report.groupingsAcross)].map((each) => each.field);
  const sums = new Set([
    'RowCount', ...list(report.aggregates).map((each) => each.developerName),
    ...list(report.columns).flatMap((each) => list(each.aggregateTypes).map((type) => `${type} ${each.field}`)),
  ]);
  for (const column of list(groupingColumn)) {
    if (!groups.includes(column)) yield `${name} is not grouped by ${column}`;
  }
  for (const { aggregate, column } of list(chartSummary)) {
    const sum = aggregate ? `${aggregate} ${column}` : column;
    if (!sums.has(sum)) yield `${name} has no ${sum}`;
  }
}

function* reportsIn(node) {
  for (const [name, value] of Object.entries(node)) {
    for (const each of list(value)) {
      if (typeof each === 'object') yield* reportsIn(each);
      else if (name === 'report') yield each;
    }
  }
}
