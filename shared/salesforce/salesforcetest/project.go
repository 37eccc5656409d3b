package salesforcetest

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// LoadProject is Load for a whole SFDX project: the source in force-app, and, if it
// is there, the records of custom metadata types in first-install.
func LoadProject(project fs.FS) (*Schema, error) {
	source, err := fs.Sub(project, "force-app/main/default")
	if err != nil {
		return nil, err
	}
	s, err := Load(source)
	if err != nil {
		return nil, err
	}
	first, err := fs.Sub(project, "first-install/main/default")
	if err == nil {
		err = s.loadSettings(first)
	}
	return s, err
}

// loadRest reads what the source has beside objects. Folders may be missing.
func (s *Schema) loadRest(source fs.FS) error {
	s.permissions = map[string]bool{}
	err := eachFile(source, "customPermissions", func(name string) error {
		permission, _, _ := strings.Cut(name, ".")
		s.permissions[permission] = true
		return nil
	})
	return errors.Join(err, s.loadSettings(source), s.loadPeople(source), s.loadLayouts(source), s.loadFlows(source), s.loadFlowViews(source))
}

// loadFlows reads the flows. What one of them says and the org cannot run is an
// error.
func (s *Schema) loadFlows(source fs.FS) error {
	return eachFile(source, "flows", func(name string) error {
		text, err := fs.ReadFile(source, path.Join("flows", name))
		if err != nil {
			return err
		}
		f, err := flows.Read(name, text, s)
		if err != nil {
			return fmt.Errorf("the simulated org: %w", err)
		}
		if f.Active {
			s.flows = append(s.flows, f)
		}
		return nil
	})
}

// Field finds a field of an object for the flows; the field "" is the object.
func (s *Schema) Field(object, name string) (flows.Field, bool) {
	of := s.object(object)
	if of == nil || name == "" {
		return flows.Field{Name: object}, of != nil
	}
	f := of.field(name)
	if f == nil {
		return flows.Field{}, false
	}
	return f.ofFlow(), true
}

// Permission reports whether the source has a custom permission.
func (s *Schema) Permission(name string) bool { return s.permissions[name] }

// of is the schema for one org, with the time of that org.
func (s *Schema) of(o *Org) *Schema {
	own := *s
	own.objects = make([]*object, len(s.objects))
	for n, of := range s.objects {
		copied := *of
		copied.now = o.now
		own.objects[n] = &copied
	}
	return &own
}

// deploy creates the records that come with the source.
func (o *Org) deploy() {
	for _, d := range o.store.schema.deployed {
		if o.store.schema.object(d.object) == nil { // it was hidden
			continue
		}
		if _, err := o.write(d.object, "", d.fields); err != nil {
			panic(fmt.Errorf("deploy %s %v: %w", d.object, d.fields["DeveloperName"], err))
		}
	}
}

var _ flows.Objects = (*Schema)(nil)
