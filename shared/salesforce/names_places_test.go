package salesforce_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// place is one declaration of a package, with the names of Salesforce's that stand in
// its texts, and what else it uses.
type place struct {
	key   string // shared/salesforce.record, shared/salesforce.Client.User
	node  ast.Node
	words []string
	uses  []types.Object
}

// places are all declarations, by what they declare.
func (c *checked) places() map[types.Object]*place {
	all := map[types.Object]*place{}
	for folder, files := range c.folders {
		for _, file := range files {
			for _, d := range file.Decls {
				c.declared(all, folder, d)
			}
		}
	}
	return all
}

func (c *checked) declared(all map[types.Object]*place, folder string, d ast.Decl) {
	if f, is := d.(*ast.FuncDecl); is {
		name := f.Name.Name
		if f.Recv != nil {
			name = receiver(f.Recv.List[0].Type) + "." + name
		}
		all[c.info.Defs[f.Name]] = c.place(folder+"."+name, f)
		return
	}
	for _, spec := range d.(*ast.GenDecl).Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			all[c.info.Defs[s.Name]] = c.place(folder+"."+s.Name.Name, s)
		case *ast.ValueSpec:
			one := c.place(folder+"."+s.Names[0].Name, s)
			for _, name := range s.Names {
				all[c.info.Defs[name]] = one
			}
		}
	}
}

// receiver is the name of a method's type.
func receiver(of ast.Expr) string {
	for {
		switch e := of.(type) {
		case *ast.StarExpr:
			of = e.X
		case *ast.IndexExpr:
			of = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

func (c *checked) place(key string, node ast.Node) *place {
	words, uses := c.said(node, func(ast.Node) bool { return false })
	return &place{key, node, words, uses}
}

// said are the names in the texts of a piece of code, and what it uses, but for parts
// that are looked at apart.
func (c *checked) said(node ast.Node, apart func(ast.Node) bool) (words []string, uses []types.Object) {
	ast.Inspect(node, func(n ast.Node) bool {
		if apart(n) {
			return false
		}
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				words = append(words, ours.FindAllString(n.Value, -1)...)
			}
		case *ast.Ident:
			if f, is := c.info.Uses[n].(*types.Func); is {
				uses = append(uses, f.Origin())
			} else if o := c.info.Uses[n]; o != nil {
				uses = append(uses, o)
			}
		}
		return true
	})
	words = slices.DeleteFunc(words, func(w string) bool { return examples[w] })
	return words, uses
}
