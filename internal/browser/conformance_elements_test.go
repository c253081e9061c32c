package browser_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func elementCases() []conformanceCase {
	return []conformanceCase{
		{"reads text, attributes and styles", readElements},
		{"finds by text", findByText},
		{"fills fields as typing does", fill},
		{"fills a field that a script controls", fillControlled},
		{"fills and clicks inside shadow roots", shadow},
		{"clicks a button that is enabled late", clickLate},
		{"clicks what has come to rest, is uncovered and in view", clickActionable},
		{"clicks what is drawn, when its styles have come", clickDrawn},
		{"says why an element cannot be clicked", clickRefused},
	}
}

func readElements(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<style>a { color: rgb(1, 2, 3) }</style>
		<a href="/x" title="">A   <i>link</i></a><a>other</a><p hidden>gone</p>`})
	_, p := visit(t, e, url+"/")
	ctx := patient(t)
	for _, c := range []struct {
		read func() (string, error)
		want string
	}{
		{func() (string, error) { return p.Text(ctx, css("a")) }, "A link"},
		{func() (string, error) { return p.Attribute(ctx, css("a"), "href") }, "/x"},
		{func() (string, error) { return p.Attribute(ctx, css("a"), "rel") }, ""},
		{func() (string, error) { return p.Style(ctx, css("a"), "color") }, "rgb(1, 2, 3)"},
		{func() (string, error) { return p.Style(ctx, css("p"), "display") }, "none"},
	} {
		got, err := c.read()
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
	n, err := p.Count(ctx, css("a"))
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	n, err = p.Count(ctx, css("b"))
	require.NoError(t, err)
	assert.Zero(t, n)
}

func findByText(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<div><span>Sign
		in</span></div><button>Sign in with X</button><input type=submit value="Sign in">`})
	_, p := visit(t, e, url+"/")
	n, err := p.Count(patient(t), browser.Locator{Text: "Sign in"})
	require.NoError(t, err)
	assert.Equal(t, 2, n, "the innermost elements only")
	require.NoError(t, p.WaitVisible(patient(t), browser.Locator{CSS: "button", Text: "Sign in with X"}))
	require.NoError(t, p.WaitVisible(patient(t), browser.Locator{CSS: "input", Text: "Sign in"}))
}

func fill(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<form><input id=a value="old text"><input id=b type=email><textarea id=c></textarea>
		<p id=d contenteditable>old</p></form><script>window.seen = [];
		for (const k of ['beforeinput', 'input', 'change']) document.addEventListener(k, (e) => seen.push(k + ' ' + e.target.id))</script>`})
	_, p := visit(t, e, url+"/")
	for id, text := range map[string]string{"#a": "ada@acme.eu", "#b": "ada@acme.eu", "#c": "zwölf 漢字", "#d": "new"} {
		require.NoError(t, p.Fill(patient(t), css(id), text))
		assert.Equal(t, text, evalString(t, p, "((e) => e.value ?? e.innerText)(document.querySelector('"+id+"'))"))
	}
	require.NoError(t, p.Fill(patient(t), css("#a"), ""))
	assert.Empty(t, evalString(t, p, "document.querySelector('#a').value"))
	require.NoError(t, p.Fill(patient(t), css("#b"), "x"))
	for _, event := range []string{"beforeinput a", "input a", "change a"} {
		assert.Equal(t, "true", evalString(t, p, "String(seen.includes('"+event+"'))"), event)
	}
}

func fillControlled(t *testing.T, e browser.Engine) {
	// As React does it: the value property is watched, and what is typed only
	// stays if an input event brings it into the state.
	url, _ := site(t, pages{"/": `<input><output></output><script>
		const field = document.querySelector('input'); let state = ''
		const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
		Object.defineProperty(field, 'value', { get() { return native.get.call(this) }, set(v) { native.set.call(this, v) } })
		field.addEventListener('input', (e) => { state = native.get.call(field); render() })
		const render = () => { native.set.call(field, state); document.querySelector('output').textContent = state }
		render()</script>`})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Fill(patient(t), css("input"), "first"))
	require.NoError(t, p.Fill(patient(t), css("input"), "ada"))
	text, err := p.Text(patient(t), css("output"))
	require.NoError(t, err)
	assert.Equal(t, "ada", text)
}

func shadow(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<flow-executor></flow-executor><script>
		const outer = document.querySelector('flow-executor').attachShadow({ mode: 'open' })
		outer.innerHTML = '<ak-stage></ak-stage>'
		const inner = outer.querySelector('ak-stage').attachShadow({ mode: 'open' })
		inner.innerHTML = '<form><input name=uid><button>Log   in</button></form>'
		inner.querySelector('form').onsubmit = (e) => { e.preventDefault(); document.title = inner.querySelector('input').value }
		</script>`})
	_, p := visit(t, e, url+"/")
	within := []string{"flow-executor", "ak-stage"}
	require.NoError(t, p.Fill(patient(t), browser.Locator{Shadow: within, CSS: "input[name=uid]"}, "ada"))
	require.NoError(t, p.Click(patient(t), browser.Locator{Shadow: within, CSS: "button", Text: "Log in"}))
	require.NoError(t, p.Wait(patient(t), "the form's answer", "document.title === 'ada'"))
}

func clickLate(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<script>setTimeout(() => {
		document.body.innerHTML = '<button disabled onclick="document.title = \'clicked\'">Go</button>'
		setTimeout(() => { document.querySelector('button').disabled = false }, 60) }, 60)</script>`})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	assert.Equal(t, "clicked", evalString(t, p, "document.title"))
}

func clickActionable(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<style>@keyframes slide { from { transform: translateX(400px) } }
		#veil { position: fixed; inset: 0; background: #fff } button { margin-top: 3000px; animation: slide 150ms linear }</style>
		<div id=veil></div><button onclick="document.title = 'clicked ' + event.isTrusted"><b>Go</b></button>
		<script>setTimeout(() => document.querySelector('#veil').remove(), 100)</script>`})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	assert.Equal(t, "clicked true", evalString(t, p, "document.title"))
}

func clickDrawn(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": "", "/two": `<title>Two</title><link rel=stylesheet href=/late.css><button onclick="document.title = 'clicked'">Go</button>`})
	sent := make(chan struct{})
	mux.HandleFunc("/late.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		select {
		case <-sent:
			_, _ = io.WriteString(w, "button { margin-top: 300px }")
		case <-r.Context().Done():
		}
	})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Eval(patient(t), "void setTimeout(() => { location = '/two' })", nil))
	assert.EqualError(t, p.Click(shortly(t), css("button")),
		"waiting for button to be clickable on page-1 at "+url+`/two ("Two"): <button> is not drawn yet: context deadline exceeded`)
	close(sent)
	require.NoError(t, p.Click(patient(t), css("button")))
	assert.Equal(t, "clicked", evalString(t, p, "document.title"))
}

func clickRefused(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<title>Front</title><button id=a disabled>A</button><button id=b hidden>B</button>
		<p style="position:relative"><button id=c>C</button><i class=veil style="position:absolute;inset:0"></i></p>`})
	for id, why := range map[string]string{
		"#a": "<button#a> is disabled", "#b": "it is not visible",
		"#c": "<button#c> is covered by <i.veil>", "#d": "there is no such element",
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			_, p := visit(t, e, url+"/")
			err := p.Click(shortly(t), css(id))
			assert.EqualError(t, err, "waiting for "+id+" to be clickable on page-1 at "+url+`/ ("Front"): `+why+": context deadline exceeded")
		})
	}
}
