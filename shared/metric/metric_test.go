package metric_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"tieline/shared/metric"
)

// A line is a metric only if it says where its figures stand and in what unit
// (CloudWatch user guide, "Embedded metric format specification").
func TestALineOfTheLogIsAMetric(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)).With(metric.Dimension, "tieline-dev-x"))
	defer slog.SetDefault(before)
	began := time.Now()
	slog.Info("batch", slog.String("contact_id", "c1"), metric.Embed(
		metric.Of("Messages", 3), metric.Took("EventAge", 1500*time.Millisecond).ByVersion(), metric.Share("Used", 1, 8), metric.Share("None", 1, 0)))

	var line struct {
		FunctionName string
		ContactID    string `json:"contact_id"`
		Messages     int
		EventAge     int
		Used, None   float64
		AWS          struct {
			Timestamp         int64
			CloudWatchMetrics []struct {
				Namespace  string
				Dimensions [][]string
				Metrics    []struct{ Name, Unit string }
			}
		} `json:"_aws"`
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.FunctionName != "tieline-dev-x" || line.ContactID != "c1" || line.Messages != 3 || line.EventAge != 1500 || line.Used != 12.5 || line.None != 0 {
		t.Errorf("the line is %s", &log)
	}
	if at := line.AWS.Timestamp; at < began.UnixMilli() || at > time.Now().UnixMilli() {
		t.Errorf("its time is %d", at)
	}
	got, err := json.Marshal(line.AWS.CloudWatchMetrics)
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"Namespace":"Tieline","Dimensions":[["FunctionName"]],"Metrics":[{"Name":"Messages","Unit":"Count"},` +
		`{"Name":"EventAge","Unit":"Milliseconds"},{"Name":"Used","Unit":"Percent"},{"Name":"None","Unit":"Percent"}]},` +
		`{"Namespace":"Tieline","Dimensions":[["FunctionName","FunctionVersion"]],"Metrics":[{"Name":"EventAge","Unit":"Milliseconds"}]}]`
	if string(got) != want {
		t.Errorf("it describes\n%s, want\n%s", got, want)
	}
}
