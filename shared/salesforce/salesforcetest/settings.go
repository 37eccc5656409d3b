package salesforcetest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// newSetting is a custom metadata type ("Custom Metadata Types (CustomObject)",
// Metadata API Developer Guide), whose records are deployed.
func newSetting(name, prefix string, file customObject) *object {
	return &object{name: name, label: file.Label, plural: file.PluralLabel, prefix: prefix, setting: true, titled: "MasterLabel", fields: []*field{
		required(text("MasterLabel", "Label", 40)), required(text("DeveloperName", "Name", 40)), text("QualifiedApiName", "Qualified API Name", 70),
	}}
}

// deployed is a record that comes with the source.
type deployed struct {
	object string
	fields map[string]any
}

// settingRecord is "CustomMetadata" of the Metadata API.
type settingRecord struct {
	Label  string `xml:"label"`
	Values []struct {
		Field string `xml:"field"`
		Value struct {
			Type string `xml:"http://www.w3.org/2001/XMLSchema-instance type,attr"`
			Text string `xml:",chardata"`
			Nil  bool   `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
		} `xml:"value"`
	} `xml:"values"`
}

// loadSettings reads customMetadata/<type>.<name>.md-meta.xml, if the folder is
// there.
func (s *Schema) loadSettings(source fs.FS) error {
	return eachFile(source, "customMetadata", func(name string) error {
		var file settingRecord
		if err := readXML(source, path.Join("customMetadata", name), &file); err != nil {
			return err
		}
		parts := strings.SplitN(name, ".", 3)
		kind := parts[0] + "__mdt"
		of := s.object(kind)
		if of == nil || len(parts) < 3 {
			return fmt.Errorf("custom metadata %s: no type %s", name, kind)
		}
		d := deployed{of.name, map[string]any{"MasterLabel": file.Label, "DeveloperName": parts[1], "QualifiedApiName": parts[1]}}
		for _, v := range file.Values {
			f := of.field(v.Field)
			if f == nil {
				return fmt.Errorf("custom metadata %s: no field %s", name, v.Field)
			}
			if v.Value.Nil || strings.TrimSpace(v.Value.Text) == "" {
				continue
			}
			d.fields[f.name] = strings.TrimSpace(v.Value.Text)
			if f.kind == kindCheckbox {
				d.fields[f.name] = strings.TrimSpace(v.Value.Text) == "true"
			}
		}
		s.deployed = append(s.deployed, d)
		return nil
	})
}

// eachFile goes through a folder that may not be there.
func eachFile(source fs.FS, folder string, read func(name string) error) error {
	entries, err := fs.ReadDir(source, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if err == nil && !e.IsDir() && strings.HasSuffix(e.Name(), "-meta.xml") {
			err = read(e.Name())
		}
	}
	return err
}

// notification and group are the parts of "CustomNotificationType" and "Group" of
// the Metadata API that a record has.
type (
	notificationType struct {
		XMLName xml.Name
		Label   string `xml:"masterLabel"`
		Name    string `xml:"customNotifTypeName"`
		Desktop bool   `xml:"desktop"`
		Mobile  bool   `xml:"mobile"`
	}
	publicGroup struct {
		XMLName xml.Name
		Name    string `xml:"name"`
	}
)

// loadPeople reads the public groups and the types of notifications.
func (s *Schema) loadPeople(source fs.FS) error {
	err := eachFile(source, "groups", func(name string) error {
		var file publicGroup
		err := readXML(source, path.Join("groups", name), &file)
		developer, _, _ := strings.Cut(name, ".")
		s.deployed = append(s.deployed, deployed{"Group", map[string]any{"Name": file.Name, "DeveloperName": developer, "Type": "Regular"}})
		return err
	})
	return errors.Join(err, eachFile(source, "notificationtypes", func(name string) error {
		var file notificationType
		err := readXML(source, path.Join("notificationtypes", name), &file)
		developer, _, _ := strings.Cut(name, ".")
		s.deployed = append(s.deployed, deployed{"CustomNotificationType", map[string]any{"MasterLabel": file.Label, "DeveloperName": developer,
			"CustomNotifTypeName": file.Name, "Desktop": file.Desktop, "Mobile": file.Mobile}})
		return err
	}))
}
