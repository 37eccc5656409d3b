package tune

import (
	"maps"
	"slices"
	"strings"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// View is all there is to see.
type View struct {
	Rows   []Row             // by name; a queue's own stand below those of all
	Strays []tuning.Rejected // overrides of no parameter, which do nothing
}

// View shows the stage.
func (s Stage) View() (v View) {
	l := s.look()
	shown := map[string]bool{}
	for _, d := range tuning.All() {
		for _, queue := range append([]string{""}, l.queues(d)...) {
			if r := l.row(d, queue); queue == "" || r.Origin != Default {
				v.Rows = append(v.Rows, r)
				shown[Key(r.Declaration, r.Queue)] = true
			}
		}
	}
	for _, r := range l.rejected {
		if !shown[r.Name] {
			v.Strays = append(v.Strays, r)
		}
	}
	return v
}

// Named is the part of a view that is of one parameter, with its queues.
func (v View) Named(name string) View {
	return View{Rows: slices.DeleteFunc(slices.Clone(v.Rows), func(r Row) bool { return r.Name != name })}
}

// Of is the part of a view that is of an area, all if it is "", and of those values
// only that are no defaults if it is the changed ones that are wanted. An area
// that there is not is a fault of kind NotFound.
func (v View) Of(area string, changed bool) (View, error) {
	areas := map[string]bool{}
	var some View
	for _, r := range v.Rows {
		of, _, _ := strings.Cut(r.Name, "/")
		areas[of] = true
		if (area == "" || of == area) && (!changed || r.Origin != Default) {
			some.Rows = append(some.Rows, r)
		}
	}
	if area != "" && !areas[area] {
		return View{}, fault.Errorf(fault.NotFound, "there is no area %q: it is one of %s", area, strings.Join(slices.Sorted(maps.Keys(areas)), ", "))
	}
	if area == "" {
		some.Strays = v.Strays
	}
	return some, nil
}
