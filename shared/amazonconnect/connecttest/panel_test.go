package connecttest

import (
	"slices"
	"testing"
)

// shownBy plays a call, and returns what panels showed of it, each contact before
// any event told that its agent had it.
func shownBy(t *testing.T, kind Kind) (played Played, shown []Taken) {
	t.Helper()
	var p *tape
	var before []int // steps
	i, p := simulate(t, func(c *Config) {
		c.Take = func(taken Taken) { shown, before = append(shown, taken), append(before, len(p.steps)) }
	})
	played = call(t, i, kind)
	for n, taken := range shown {
		if at := slices.Index(p.steps, taken.ID+" CONNECTED_TO_AGENT"); at < before[n] {
			t.Errorf("%s: shown after %d steps, and its event was number %d", kind, before[n], at)
		}
	}
	return played, shown
}

func TestThePanelShowsWhatAnAgentTakes(t *testing.T) {
	for kind, tt := range map[Kind]struct {
		shown int
		left  []string // tieline_matchStatus of each
	}{
		Known: {1, []string{"HIT"}}, Abandoned: {0, nil}, Unanswered: {0, nil}, Voicemail: {0, nil},
		Transferred: {2, []string{"HIT", "HIT"}}, Callback: {1, []string{"HIT"}}, Consulted: {2, []string{"HIT", "HIT"}},
		Conferenced: {1, []string{"HIT"}}, Outbound: {1, []string{""}}, Monitored: {2, []string{"HIT", ""}},
	} {
		played, shown := shownBy(t, kind)
		var left []string
		for _, taken := range shown {
			left = append(left, taken.Attributes["tieline_matchStatus"])
			of := slices.IndexFunc(played.Contacts, func(c Truth) bool { return c.ID == taken.ID })
			if of < 0 || played.Contacts[of].AgentUsername != taken.Agent || played.Contacts[of].Method != taken.Method {
				t.Errorf("%s: shown %+v of %+v", kind, taken, played.Contacts)
			}
		}
		if len(shown) != tt.shown || !slices.Equal(left, tt.left) {
			t.Errorf("%s: shown %+v", kind, shown)
		}
	}
}
