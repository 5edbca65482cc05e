//! Reads a PDF back as a program by others would: its text without running heads, bookmarks, links and attachments.

#![allow(clippy::unwrap_used, reason = "a file that can't be read back fails the test")]

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A PDF, read.
pub(crate) struct Pdf {
    pub(crate) document: Document,
    pages: Vec<ObjectId>,
    /// The text of each page, squeezed.
    texts: Vec<String>,
    /// Named destinations.
    named: BTreeMap<Vec<u8>, Object>,
}

/// A line of the outline.
#[derive(Debug, Clone)]
pub(crate) struct Bookmark {
    pub(crate) level: usize,
    pub(crate) title: String,
    /// Index of its page; none where it leads nowhere.
    pub(crate) page: Option<usize>,
    /// How far above the foot of the page it leads, in points.
    pub(crate) y: Option<f32>,
}

/// An attached file.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) name: String,
    pub(crate) relationship: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// Text without what layout adds or takes: spaces, line ends, and marks that only say where a line may break.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .collect()
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let numbered = document.get_pages();
        let pages = numbered.values().copied().collect();
        // Running heads, page numbers and repeated heads of tables are artifacts; text runs on behind them.
        let mut bare = document.clone();
        for page in numbered.values() {
            let content = Content::decode(&bare.get_page_content(*page)).unwrap();
            bare.change_page_content(*page, without_artifacts(content).encode().unwrap()).unwrap();
        }
        let texts = numbered.keys().map(|number| squeeze(&bare.extract_text(&[*number]).unwrap())).collect();
        let mut pdf = Self { document, pages, texts, named: BTreeMap::new() };
        pdf.named = pdf.name_tree(b"Dests");
        pdf
    }

    /// The text of the whole document, squeezed.
    pub(crate) fn text(&self) -> String {
        self.texts.concat()
    }

    /// The text of a first-level section, squeezed, from its bookmark to the next one's.
    #[track_caller]
    pub(crate) fn section(&self, title: &str) -> String {
        let sections: Vec<_> = self.bookmarks().into_iter().filter(|bookmark| bookmark.level == 1).collect();
        let index = sections.iter().position(|section| section.title == title);
        let index = index.unwrap_or_else(|| panic!("no bookmark `{title}` in {sections:?}"));
        let start = self.offset(&sections[index]);
        let end = sections.get(index + 1).map(|next| self.offset(next));
        let text = self.text();
        text[start..end.unwrap_or(text.len())].to_owned()
    }

    /// Where the heading of a bookmark stands in the text.
    #[track_caller]
    fn offset(&self, bookmark: &Bookmark) -> usize {
        let page = bookmark.page.unwrap_or_else(|| panic!("`{}` leads nowhere", bookmark.title));
        let before: usize = self.texts[..page].iter().map(String::len).sum();
        let found = self.texts[page].find(&squeeze(&bookmark.title));
        before + found.unwrap_or_else(|| panic!("`{}` is not on page {}", bookmark.title, page + 1))
    }

    /// The outline, from top to bottom.
    pub(crate) fn bookmarks(&self) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let outlines = self.document.catalog().unwrap().get(b"Outlines").expect("a document has bookmarks");
        self.outline(self.follow(outlines).as_dict().unwrap(), 1, &mut found);
        found
    }

    fn outline(&self, parent: &Dictionary, level: usize, found: &mut Vec<Bookmark>) {
        let mut next = parent.get(b"First").ok();
        while let Some(object) = next {
            let item = self.follow(object).as_dict().unwrap();
            let title = lopdf::decode_text_string(self.follow(item.get(b"Title").unwrap())).unwrap();
            let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim().to_owned();
            found.push(Bookmark { level, title, page: self.target(item), y: self.height(item) });
            self.outline(item, level + 1, found);
            next = item.get(b"Next").ok();
        }
    }

    /// Where each link of the document leads: an address, or whether there is such a page.
    pub(crate) fn links(&self) -> Vec<Result<String, Option<usize>>> {
        let mut links = Vec::new();
        for page in &self.pages {
            for annotation in self.document.get_page_annotations(*page).unwrap() {
                if annotation.get(b"Subtype").unwrap().as_name().unwrap() != b"Link" {
                    continue;
                }
                let action = annotation.get(b"A").ok().map(|action| self.follow(action).as_dict().unwrap());
                let address = action.and_then(|action| action.get(b"URI").ok());
                links.push(match address {
                    Some(address) => Ok(String::from_utf8_lossy(address.as_str().unwrap()).into_owned()),
                    None => Err(self.target(annotation)),
                });
            }
        }
        links
    }

    /// The page that an outline item or a link within the document leads to.
    fn target(&self, item: &Dictionary) -> Option<usize> {
        let action = item.get(b"A").ok().map(|action| self.follow(action).as_dict().unwrap());
        let destination = item.get(b"Dest").ok().or_else(|| action?.get(b"D").ok())?;
        self.page_of(destination)
    }

    /// How far above the foot of its page an outline item leads, in points.
    fn height(&self, item: &Dictionary) -> Option<f32> {
        let action = item.get(b"A").ok().map(|action| self.follow(action).as_dict().unwrap());
        let mut destination = self.follow(item.get(b"Dest").ok().or_else(|| action?.get(b"D").ok())?);
        if let Object::String(name, _) | Object::Name(name) = destination {
            destination = self.follow(self.named.get(name)?);
        }
        if let Object::Dictionary(inner) = destination {
            destination = self.follow(inner.get(b"D").ok()?);
        }
        destination.as_array().ok()?.get(3)?.as_float().ok()
    }

    fn page_of(&self, destination: &Object) -> Option<usize> {
        match self.follow(destination) {
            Object::Array(parts) => {
                let page = parts.first()?.as_reference().ok()?;
                self.pages.iter().position(|id| *id == page)
            }
            Object::Dictionary(inner) => self.page_of(inner.get(b"D").ok()?),
            Object::String(name, _) | Object::Name(name) => self.page_of(self.named.get(name)?),
            _ => None,
        }
    }

    fn name_tree(&self, which: &[u8]) -> BTreeMap<Vec<u8>, Object> {
        let mut found = BTreeMap::new();
        let catalog = self.document.catalog().unwrap();
        let tree = catalog.get(b"Names").ok().and_then(|names| self.follow(names).as_dict().ok()?.get(which).ok());
        let mut open: Vec<&Object> = tree.into_iter().collect();
        while let Some(node) = open.pop() {
            let node = self.follow(node).as_dict().unwrap();
            if let Ok(kids) = node.get(b"Kids") {
                open.extend(self.follow(kids).as_array().unwrap());
            }
            if let Ok(names) = node.get(b"Names") {
                for pair in self.follow(names).as_array().unwrap().chunks(2) {
                    found.insert(self.follow(&pair[0]).as_str().unwrap().to_vec(), pair[1].clone());
                }
            }
        }
        found
    }

    /// The attached files.
    pub(crate) fn attachments(&self) -> Vec<Attachment> {
        let attach = |object: &Object| {
            let spec = self.follow(object).as_dict().unwrap();
            let name = lopdf::decode_text_string(self.follow(spec.get(b"UF").unwrap())).unwrap();
            let relationship = self.follow(spec.get(b"AFRelationship").unwrap()).as_name().unwrap();
            let embedded = self.follow(spec.get(b"EF").unwrap()).as_dict().unwrap();
            let stream = self.follow(embedded.get(b"F").unwrap()).as_stream().unwrap();
            Attachment {
                name,
                relationship: String::from_utf8_lossy(relationship).into_owned(),
                media_type: String::from_utf8_lossy(stream.dict.get(b"Subtype").unwrap().as_name().unwrap())
                    .into_owned(),
                bytes: stream.get_plain_content().unwrap(),
            }
        };
        self.name_tree(b"EmbeddedFiles").values().map(attach).collect()
    }

    /// Everything that the file holds, unpacked: streams and objects, and the text that readers take from it.
    pub(crate) fn everything(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for object in self.document.objects.values() {
            all.extend(format!("{object:?}\n").into_bytes());
            if let Object::Stream(stream) = object {
                all.extend(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()));
            }
        }
        all.extend(self.text().into_bytes());
        let numbers: Vec<u32> = self.document.get_pages().keys().copied().collect();
        all.extend(self.document.extract_text(&numbers).unwrap().into_bytes());
        for bookmark in self.bookmarks() {
            all.extend(bookmark.title.into_bytes());
        }
        all
    }

    /// An entry of the catalogue.
    pub(crate) fn catalogue(&self, key: &str) -> &Object {
        self.follow(self.document.catalog().unwrap().get(key.as_bytes()).unwrap_or_else(|_| panic!("no /{key}")))
    }

    /// An object behind its reference.
    pub(crate) fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }
}

/// Takes out what is marked as an artifact, and keeps what it does to the state of the page.
fn without_artifacts(content: Content) -> Content {
    let mut open: Vec<bool> = Vec::new();
    let mut kept = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let artifact = operation.operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"Artifact");
                open.push(artifact);
            }
            "EMC" => drop(open.pop()),
            "Tj" | "TJ" | "'" | "\"" if open.contains(&true) => continue,
            _ => {}
        }
        kept.push(operation);
    }
    Content { operations: kept }
}
