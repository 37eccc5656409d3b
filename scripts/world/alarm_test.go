package world

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"tieline/shared/names"
)

// testAlarm finds that what was parked has set the deployed alarm off: from the
// line in the function's log by its metric to the alarm, whatever its state now.
func testAlarm(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	for _, alarm := range []string{names.ContactEvents + "-parked", names.ContactRecords + "-parked"} {
		var went []types.StateValue
		err := poll(ctx, 100*time.Millisecond, func() (bool, error) {
			states, yes, err := w.alarmed(ctx, names.On(stage, alarm))
			if err == nil {
				went = states
			}
			return yes, err
		})
		if err != nil {
			t.Errorf("%s went %v: %v", alarm, went, err)
		}
	}
}

// alarmed returns the states that an alarm went to, and whether one was ALARM.
func (w *World) alarmed(ctx context.Context, alarm string) (went []types.StateValue, yes bool, err error) {
	pages := cloudwatch.NewDescribeAlarmHistoryPaginator(cloudwatch.NewFromConfig(w.AWS), &cloudwatch.DescribeAlarmHistoryInput{
		AlarmName: &alarm, HistoryItemType: types.HistoryItemTypeStateUpdate,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, false, fmt.Errorf("history of alarm %s: %w", alarm, err)
		}
		for _, item := range page.AlarmHistoryItems {
			var change struct {
				NewState struct{ StateValue types.StateValue }
			}
			if err := json.Unmarshal([]byte(*item.HistoryData), &change); err != nil {
				return nil, false, fmt.Errorf("history of alarm %s: %w", alarm, err)
			}
			went = append(went, change.NewState.StateValue)
			yes = yes || change.NewState.StateValue == types.StateValueAlarm
		}
	}
	return went, yes, nil
}
