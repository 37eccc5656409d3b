package world

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// embedded are the values that a line of a log holds for one namespace.
type embedded struct {
	namespace string
	data      []types.MetricDatum
}

// What a line may hold at most (CloudWatch user guide, "Specification: Embedded
// metric format", its text and its schema).
const (
	maxLine          = 1 << 20 // bytes
	maxNamespace     = 1024    // characters
	maxMetrics       = 100     // of one directive
	maxMetricName    = 1024
	maxDimensions    = 30 // of one set
	maxDimensionName = 250
	maxDimension     = 1024 // characters of its value
	maxValues        = 100  // of one metric
)

// members are those of a JSON object, whose names are case-sensitive here, as
// encoding/json's are not.
type members map[string]json.RawMessage

// extract returns what a line says in CloudWatch's embedded metric format: of
// every metric, a datum for each of its dimension sets. Lines of other forms say
// nothing. A line that breaks a rule of the format says nothing either, and the
// error, which holds no value of it, says why.
func extract(line string) ([]embedded, error) {
	var root, meta members
	_ = json.Unmarshal([]byte(line), &root) // most lines are no JSON, and of
	_ = json.Unmarshal(root["_aws"], &meta) // those that are, most have no such member
	if meta["CloudWatchMetrics"] == nil {
		return nil, nil
	}
	if len(line) > maxLine {
		return nil, fmt.Errorf("%d bytes are more than %d", len(line), maxLine)
	}
	at, err := take[int64](meta, "Timestamp")
	if err != nil {
		return nil, err
	}
	directives, err := take[[]members](meta, "CloudWatchMetrics")
	if err != nil {
		return nil, err
	}
	var all []embedded
	for _, directive := range directives {
		one, err := root.follow(directive, time.UnixMilli(at))
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// follow does what a MetricDirective object says.
func (root members) follow(directive members, at time.Time) (embedded, error) {
	namespace, err := takeName(directive, "Namespace", maxNamespace)
	if err != nil {
		return embedded{}, err
	}
	sets, err := root.dimensionSets(directive)
	if err != nil {
		return embedded{}, err
	}
	metrics, err := take[[]members](directive, "Metrics")
	if err != nil {
		return embedded{}, err
	}
	if len(metrics) > maxMetrics {
		return embedded{}, fmt.Errorf("%d metrics are more than %d", len(metrics), maxMetrics)
	}
	all := embedded{namespace: namespace}
	for _, metric := range metrics {
		datum, err := root.datum(metric)
		if err != nil {
			return embedded{}, err
		}
		if len(datum.Values) == 0 {
			continue
		}
		for _, set := range sets {
			datum.Dimensions, datum.Timestamp = set, &at
			all.data = append(all.data, datum)
		}
	}
	return all, nil
}

// dimensionSets are the sets of a directive, with the dimensions' values.
func (root members) dimensionSets(directive members) ([][]types.Dimension, error) {
	sets, err := take[[][]string](directive, "Dimensions")
	if err != nil {
		return nil, err
	}
	if len(sets) == 0 {
		return nil, errors.New("there is no dimension set")
	}
	all := make([][]types.Dimension, len(sets))
	for n, set := range sets {
		if set == nil || len(set) > maxDimensions {
			return nil, fmt.Errorf("a dimension set is null, or has more than %d dimensions", maxDimensions)
		}
		for _, name := range set {
			if !fits(name, maxDimensionName) {
				return nil, fmt.Errorf("a dimension's name has not 1 to %d characters", maxDimensionName)
			}
			value, err := takeName(root, name, maxDimension)
			if err != nil {
				return nil, err
			}
			all[n] = append(all[n], types.Dimension{Name: &name, Value: &value})
		}
	}
	return all, nil
}

// datum is what a MetricDefinition object refers to.
func (root members) datum(metric members) (datum types.MetricDatum, err error) {
	name, err := takeName(metric, "Name", maxMetricName)
	if err != nil {
		return datum, err
	}
	datum = types.MetricDatum{MetricName: &name, Unit: types.StandardUnitNone}
	if datum.Values, err = root.values(name); err != nil {
		return datum, err
	}
	if metric["Unit"] != nil {
		if datum.Unit, err = takeUnit(metric); err != nil {
			return datum, err
		}
	}
	if metric["StorageResolution"] != nil {
		resolution, err := take[int32](metric, "StorageResolution")
		if err != nil {
			return datum, err
		}
		datum.StorageResolution = aws.Int32(resolution)
	}
	return datum, nil
}

// values are those of a metric: a number, or an array of them.
func (root members) values(name string) ([]float64, error) {
	if value, err := take[float64](root, name); err == nil {
		return []float64{value}, nil
	}
	all, err := take[[]*float64](root, name)
	if err != nil || slices.Contains(all, nil) || len(all) > maxValues {
		return nil, fmt.Errorf("%s is missing, or neither a number nor up to %d of them", name, maxValues)
	}
	var values []float64
	for _, value := range all {
		values = append(values, *value)
	}
	return values, nil
}

func takeUnit(metric members) (types.StandardUnit, error) {
	unit, err := take[types.StandardUnit](metric, "Unit")
	if err == nil && !slices.Contains(unit.Values(), unit) {
		err = errors.New("the unit is none of CloudWatch's")
	}
	return unit, err
}

// takeName returns a member that is a text of 1 to most characters.
func takeName(from members, name string, most int) (string, error) {
	text, err := take[string](from, name)
	if err == nil && !fits(text, most) {
		err = fmt.Errorf("%s has not 1 to %d characters", name, most)
	}
	return text, err
}

func fits(text string, most int) bool {
	return text != "" && utf8.RuneCountInString(text) <= most
}

// take returns a member that must be there and of that type. A null is of none.
func take[T any](from members, name string) (value T, err error) {
	var there *T
	if json.Unmarshal(from[name], &there) != nil || there == nil {
		return value, fmt.Errorf("%s is missing or of another type", name)
	}
	return *there, nil
}
