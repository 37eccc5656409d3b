package parameters_test

import (
	"context"
	"strings"
	"testing"

	"tieline/shared/fault"
	"tieline/shared/parameters"
	"tieline/shared/tuning"
)

func TestAFailedCallHasItsKind(t *testing.T) {
	calls := map[string]func(context.Context, *parameters.Store) error{
		"list": func(ctx context.Context, s *parameters.Store) error { _, err := s.List(ctx); return err },
		"put": func(ctx context.Context, s *parameters.Store) error {
			return s.Put(ctx, tuning.SLATarget.Declaration, "sla/target", "90")
		},
		"delete": func(ctx context.Context, s *parameters.Store) error { return s.Delete(ctx, "sla/target") },
		"get": func(ctx context.Context, s *parameters.Store) error {
			_, err := s.History(ctx, "sla/target")
			return err
		},
	}
	for code, tt := range map[string]struct {
		status int
		want   fault.Kind
	}{
		"ParameterNotFound":                 {400, fault.NotFound},
		"ParameterPatternMismatchException": {400, fault.Invalid},
		"ValidationException":               {400, fault.Invalid},
		"TooManyUpdates":                    {400, fault.Conflict},
		"ThrottlingException":               {400, fault.Throttled},
		"AccessDeniedException":             {400, fault.Unknown},
		"InternalServerError":               {500, fault.Unavailable},
	} {
		for name, call := range calls {
			s, _ := store(t, tt.status, `{"__type":"`+code+`","message":"no"}`)
			if err := call(t.Context(), s); fault.KindOf(err) != tt.want || !strings.HasPrefix(err.Error(), name+" ") {
				t.Errorf("%s of %s: %v is %s, want %s", name, code, err, fault.KindOf(err), tt.want)
			}
		}
	}
}

func TestParameterStoreOutOfReachIsUnavailable(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, _ := store(t, 200)
	if _, err := s.List(ctx); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v", err)
	}
}
