// What the dashboards may hold: Grafana's own types, joined as its Prometheus data source and the kinds of panels in use join them.
// dashboard.schema.json is made of it: see CONTRIBUTING.md.
import * as common from '@grafana/schema/dist/types/common/common.gen';
import * as raw from '@grafana/schema/dist/types/raw/dashboard/x/dashboard_types.gen';
import * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import * as stateTimeline from '@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import * as timeSeries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

export interface Dashboard extends Omit<raw.Dashboard, 'panels' | 'annotations'> {
  annotations: { list: Annotation[] };
  panels: (Panel | Row)[];
}

export interface Row extends Omit<raw.RowPanel, 'panels'> {
  panels: Panel[];
}

export type Panel = StatPanel | StateTimelinePanel | TablePanel | TimeSeriesPanel;

export interface StatPanel extends Shown<'stat', StatOptions, NoFields> {}
export interface StateTimelinePanel extends Shown<'state-timeline', StateTimelineOptions, StateTimelineFields> {}
export interface TablePanel extends Shown<'table', TableOptions, TableFields> {}
export interface TimeSeriesPanel extends Shown<'timeseries', TimeSeriesOptions, common.GraphFieldConfig> {}

// Grafana fills in what is missing of options.
interface StatOptions extends Partial<stat.Options> {}
interface StateTimelineOptions extends Partial<stateTimeline.Options> {}
interface TableOptions extends Partial<table.Options> {}
interface TimeSeriesOptions extends Partial<timeSeries.Options> {}
interface NoFields {}
interface StateTimelineFields extends Partial<stateTimeline.FieldConfig> {}
interface TableFields extends Partial<common.TableFieldOptions> {}

interface Shown<Type, Options, Fields> extends Omit<raw.Panel, 'fieldConfig' | 'options' | 'targets' | 'type'> {
  fieldConfig: Omit<raw.FieldConfigSource, 'defaults'> & { defaults: Omit<raw.FieldConfig, 'custom'> & { custom?: Fields } };
  options?: Options;
  targets: Query[];
  type: Type;
}

// Grafana publishes no types of its Prometheus data source; these are what its query editor and its annotation editor write.
export interface Query extends Omit<common.DataQuery, 'datasource'> {
  datasource?: raw.DataSourceRef;
  editorMode?: 'builder' | 'code';
  exemplar?: boolean;
  expr: string;
  format?: 'heatmap' | 'table' | 'time_series';
  instant?: boolean;
  interval?: string;
  legendFormat?: string;
  range?: boolean;
}

export interface Annotation extends Omit<raw.AnnotationQuery, 'target'> {
  tagKeys?: string;
  target: Query;
  textFormat?: string;
  titleFormat?: string;
  useValueForTime?: boolean;
}
