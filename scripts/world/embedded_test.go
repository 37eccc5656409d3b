package world

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// fromSpecification is the example of a valid document there (CloudWatch user
// guide, "Specification: Embedded metric format").
const fromSpecification = `{
  "_aws": {
    "Timestamp": 1574109732004,
    "CloudWatchMetrics": [
      {
        "Namespace": "lambda-function-metrics",
        "Dimensions": [["functionVersion"]],
        "Metrics": [
          {
            "Name": "time",
            "Unit": "Milliseconds",
            "StorageResolution": 60
          }
        ]
      }
    ]
  },
  "functionVersion": "$LATEST",
  "time": 100,
  "requestId": "989ffbf8-9ace-4817-a57c-e4dd734019ee"
}`

// line is a line with a directive, and with targets for what it may refer to.
func line(directive string) string {
	return `{"_aws":{"Timestamp":1000,"CloudWatchMetrics":[` + directive + `]},
		"A":"a","B":"b","Empty":"","Long":"` + strings.Repeat("x", 1025) + `","N":1,"M":[2,2.5],"None":[],"Holes":[1,null],"Null":null,"Nested":{"A":"a","N":1}}`
}

// one is a directive with one dimension set and one metric.
func one(dimensions, metric string) string {
	return line(`{"Namespace":"S","Dimensions":` + dimensions + `,"Metrics":[` + metric + `]}`)
}

func datum(name string, unit types.StandardUnit, at int64, values []float64, dimensions ...string) types.MetricDatum {
	d := types.MetricDatum{MetricName: &name, Unit: unit, Timestamp: aws.Time(time.UnixMilli(at)), Values: values}
	for n := 0; n < len(dimensions); n += 2 {
		d.Dimensions = append(d.Dimensions, types.Dimension{Name: &dimensions[n], Value: &dimensions[n+1]})
	}
	return d
}

func TestALineInTheEmbeddedMetricFormatBecomesMetrics(t *testing.T) {
	fine := datum("time", types.StandardUnitMilliseconds, 1574109732004, []float64{100}, "functionVersion", "$LATEST")
	fine.StorageResolution = aws.Int32(60)
	n := func(dimensions ...string) types.MetricDatum {
		return datum("N", types.StandardUnitNone, 1000, []float64{1}, dimensions...)
	}
	for _, tt := range []struct {
		name, line string
		want       []embedded
	}{
		{"the specification's example", fromSpecification, []embedded{{"lambda-function-metrics", []types.MetricDatum{fine}}}},
		{"two dimension sets, one empty", one(`[["A","B"],[]]`, `{"Name":"N"}`), []embedded{{"S", []types.MetricDatum{n("A", "a", "B", "b"), n()}}}},
		{"several metrics, one of them an array", one(`[["A"]]`, `{"Name":"N"},{"Name":"M","Unit":"Count"}`),
			[]embedded{{"S", []types.MetricDatum{n("A", "a"), datum("M", types.StandardUnitCount, 1000, []float64{2, 2.5}, "A", "a")}}}},
		{"an array of no values", one(`[["A"]]`, `{"Name":"None"},{"Name":"N"}`), []embedded{{"S", []types.MetricDatum{n("A", "a")}}}},
		{"two directives", line(`{"Namespace":"S","Dimensions":[["A"]],"Metrics":[{"Name":"N"}]},{"Namespace":"T","Dimensions":[[]],"Metrics":[]}`),
			[]embedded{{"S", []types.MetricDatum{n("A", "a")}}, {"T", nil}}},
		{"members that the specification does not know", one(`[["A"]]`, `{"Name":"N","unit":7,"More":true}`), []embedded{{"S", []types.MetricDatum{n("A", "a")}}}},
		{"no directive", `{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]}}`, nil},
		{"no JSON", `START RequestId: 1 "_aws" CloudWatchMetrics`, nil},
		{"more behind it", fromSpecification + `x`, nil},
		{"an array", `[` + fromSpecification + `]`, nil},
		{"a line of no metrics", `{"level":"INFO","time":100}`, nil},
		{"metadata for others", `{"_aws":{"Timestamp":1,"Other":[]},"time":100}`, nil},
		{"names in another case", strings.Replace(fromSpecification, "CloudWatchMetrics", "cloudwatchmetrics", 1), nil},
	} {
		if got, err := extract(tt.line); !reflect.DeepEqual(got, tt.want) || err != nil {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
}

func TestALineThatBreaksARuleOfTheFormatSaysNothing(t *testing.T) {
	n := `{"Name":"N"}`
	for name, tt := range map[string]struct{ line, says string }{
		"no timestamp":             {`{"_aws":{"CloudWatchMetrics":[]}}`, "Timestamp"},
		"a timestamp as text":      {`{"_aws":{"Timestamp":"1000","CloudWatchMetrics":[]}}`, "Timestamp"},
		"half a millisecond":       {`{"_aws":{"Timestamp":1.5,"CloudWatchMetrics":[]}}`, "Timestamp"},
		"directives as an object":  {`{"_aws":{"Timestamp":1,"CloudWatchMetrics":{}}}`, "CloudWatchMetrics"},
		"no directives":            {`{"_aws":{"Timestamp":1,"CloudWatchMetrics":null}}`, "CloudWatchMetrics"},
		"a directive of nothing":   {line(`null`), "Namespace"},
		"no namespace":             {line(`{"Dimensions":[[]],"Metrics":[]}`), "Namespace"},
		"an empty namespace":       {line(`{"Namespace":"","Dimensions":[[]],"Metrics":[]}`), "Namespace"},
		"a long namespace":         {line(`{"Namespace":"` + strings.Repeat("x", 1025) + `","Dimensions":[[]],"Metrics":[]}`), "Namespace"},
		"no dimensions":            {line(`{"Namespace":"S","Metrics":[]}`), "Dimensions"},
		"no dimension set":         {one(`[]`, n), "dimension set"},
		"a set that is null":       {one(`[null]`, n), "null"},
		"a set that is a name":     {one(`["A"]`, n), "Dimensions"},
		"31 dimensions":            {one(`[[`+strings.Repeat(`"A",`, 30)+`"A"]]`, n), "more than 30"},
		"a dimension of no name":   {one(`[[""]]`, n), "name"},
		"a long dimension name":    {one(`[["`+strings.Repeat("x", 251)+`"]]`, n), "name"},
		"no such dimension":        {one(`[["C"]]`, n), "C is missing"},
		"a nested dimension":       {one(`[["Nested.A"]]`, n), "Nested.A is missing"},
		"a dimension in a number":  {one(`[["N"]]`, n), "N is missing"},
		"an empty dimension":       {one(`[["Empty"]]`, n), "Empty"},
		"a long dimension":         {one(`[["Long"]]`, n), "Long"},
		"no metrics":               {line(`{"Namespace":"S","Dimensions":[[]]}`), "Metrics"},
		"101 metrics":              {one(`[[]]`, strings.Repeat(n+",", 100)+n), "more than 100"},
		"a metric of no name":      {one(`[[]]`, `{}`), "Name"},
		"a metric with a null":     {one(`[[]]`, `null`), "Name"},
		"no such metric":           {one(`[[]]`, `{"Name":"O"}`), "O is missing"},
		"a metric in another case": {one(`[[]]`, `{"Name":"n"}`), "n is missing"},
		"a nested metric":          {one(`[[]]`, `{"Name":"Nested"}`), "Nested is missing"},
		"a text for a metric":      {one(`[[]]`, `{"Name":"A"}`), "A is missing"},
		"a null for a metric":      {one(`[[]]`, `{"Name":"Null"}`), "Null is missing"},
		"a null among the values":  {one(`[[]]`, `{"Name":"Holes"}`), "Holes is missing"},
		"101 values":               {`{"V":[` + strings.Repeat("1,", 100) + `1],` + one(`[[]]`, `{"Name":"V"}`)[1:], "V is missing"},
		"an unknown unit":          {one(`[[]]`, `{"Name":"N","Unit":"Furlongs"}`), "unit"},
		"a unit that is none":      {one(`[[]]`, `{"Name":"N","Unit":null}`), "Unit"},
		"a resolution as text":     {one(`[[]]`, `{"Name":"N","StorageResolution":"60"}`), "StorageResolution"},
		"more than a megabyte":     {fromSpecification + strings.Repeat(" ", 1<<20), "bytes"},
	} {
		if got, err := extract(tt.line); got != nil || err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// FuzzExtract: whatever the line, there are metrics or there is an error, and
// the metrics are such as PutMetricData takes.
func FuzzExtract(f *testing.F) {
	f.Add(fromSpecification)
	f.Add(one(`[["A","B"],[]]`, `{"Name":"N"},{"Name":"M","Unit":"Count","StorageResolution":1}`))
	f.Add(line(`{"Namespace":"S","Dimensions":[["Long"]],"Metrics":[{"Name":"Nested"}]}`))
	f.Fuzz(func(t *testing.T, line string) {
		found, err := extract(line)
		if err != nil && found != nil {
			t.Fatalf("%v and %v", found, err)
		}
		for _, one := range found {
			if one.namespace == "" {
				t.Error("no namespace")
			}
			for _, d := range one.data {
				if problem := refused(d); problem != "" {
					t.Error(problem)
				}
			}
		}
	})
}

// refused says what CloudWatch would not take of a datum (API reference,
// MetricDatum and Dimension).
func refused(d types.MetricDatum) string {
	switch {
	case aws.ToString(d.MetricName) == "" || d.Timestamp == nil:
		return "no name or no time"
	case len(d.Values) == 0 || len(d.Values) > 150:
		return strconv.Itoa(len(d.Values)) + " values"
	case len(d.Dimensions) > 30:
		return strconv.Itoa(len(d.Dimensions)) + " dimensions"
	case !strings.Contains(fmt.Sprint(d.Unit.Values()), string(d.Unit)) || d.Unit == "":
		return "unit " + string(d.Unit)
	}
	for _, dimension := range d.Dimensions {
		if *dimension.Name == "" || *dimension.Value == "" {
			return "an empty dimension"
		}
	}
	return ""
}
