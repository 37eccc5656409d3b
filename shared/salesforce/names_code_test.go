package salesforce_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// code is our Go, by path: texts, and what they say.
type code struct {
	fset  *token.FileSet
	texts map[string]string
	files map[string]*ast.File
}

// ourCode is read once. What only plays Salesforce or Connect, in folders that end in test,
// has any names.
var ourCode = sync.OnceValues(func() (code, error) {
	c := code{token.NewFileSet(), map[string]string{}, map[string]*ast.File{}}
	for _, root := range []string{"shared", "functions", "scripts", "events", "infra"} {
		err := filepath.WalkDir("../../"+root, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "node_modules" || strings.HasSuffix(d.Name(), "test")):
				return fs.SkipDir
			case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
				return nil
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			return c.read(strings.TrimPrefix(filepath.ToSlash(file), "../../"), string(text))
		})
		if err != nil {
			return code{}, err
		}
	}
	return c, nil
})

func (c code) read(file, text string) (err error) {
	c.texts[file] = text
	c.files[file], err = parser.ParseFile(c.fset, file, text, parser.SkipObjectResolution)
	return err
}

// with is the code of some folders, with another text of one file.
func (c code) with(file, text string, folders ...string) (code, error) {
	some := code{c.fset, map[string]string{}, maps.Clone(c.files)}
	maps.DeleteFunc(some.files, func(file string, _ *ast.File) bool { return !slices.Contains(folders, path.Dir(file)) })
	return some, some.read(file, text)
}

// checked are packages whose names are resolved, by their folder. Of what is not ours
// nothing is known, and what that leaves without a type is left out.
type checked struct {
	code
	folders map[string][]*ast.File
	known   map[string]*types.Package
	info    *types.Info
}

func check(c code) *checked {
	all := &checked{c, map[string][]*ast.File{}, map[string]*types.Package{},
		&types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}}
	for file, parsed := range c.files {
		all.folders[path.Dir(file)] = append(all.folders[path.Dir(file)], parsed)
	}
	for folder := range all.folders {
		_, _ = all.Import("tieline/" + folder) // it does not fail
	}
	return all
}

// Import makes it a types.Importer.
func (c *checked) Import(name string) (*types.Package, error) {
	if p := c.known[name]; p != nil {
		return p, nil
	}
	folder, _ := strings.CutPrefix(name, "tieline/")
	files := c.folders[folder]
	if files == nil {
		p := types.NewPackage(name, path.Base(name))
		p.MarkComplete()
		c.known[name] = p
		return p, nil
	}
	settings := types.Config{Importer: c, Error: func(error) {}}
	c.known[name], _ = settings.Check(folder, c.fset, files, c.info) // it misses all that is not ours
	return c.known[name], nil
}
