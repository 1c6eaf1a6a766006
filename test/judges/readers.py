"""Readers that others wrote, asked for what they see in a file. Usage: readers.py READER FILE...; prints JSON."""
import csv
import ctypes
import json
import logging
import sys


def ms(delta):
    return (delta.days * 86400 + delta.seconds) * 1000 + delta.microseconds // 1000


def srt_cues(path):
    import srt
    with open(path, encoding='utf-8-sig', newline='') as file:
        found = list(srt.parse(file.read().replace('\r\n', '\n')))
    return [{'index': c.index, 'startMs': ms(c.start), 'endMs': ms(c.end), 'text': c.content} for c in found]


def csv_rows(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file, strict=True))


def schema_errors(schema, path):
    import xmlschema
    found = xmlschema.XMLSchema(schema).iter_errors(path)
    return [f'{e.path}: {e.reason}' for e in found]


def ttconv_cues(path):
    """The paragraphs ttconv's IMSC reader finds, and everything it complains about."""
    import xml.etree.ElementTree as et
    import ttconv.imsc.reader as reader
    from ttconv.model import Br, P, Text
    complaints = []

    class Keep(logging.Handler):
        def emit(self, record):
            complaints.append(record.getMessage())

    logging.getLogger().addHandler(Keep(logging.WARNING))
    model = reader.to_model(et.parse(path))
    cues = []
    for p in (e for e in model.get_body().dfs_iterator() if isinstance(e, P)):
        parts = [e.get_text() if isinstance(e, Text) else '\n' for e in p.dfs_iterator() if isinstance(e, (Text, Br))]
        # A begin of zero is left out of its model.
        cues.append({'startMs': round((p.get_begin() or 0) * 1000), 'endMs': round(p.get_end() * 1000), 'text': ''.join(parts)})
    return {'cues': cues, 'complaints': complaints}


class Event(ctypes.Structure):
    # ass_types.h of libass: ASS_Event
    _fields_ = [('start', ctypes.c_longlong), ('duration', ctypes.c_longlong), ('read_order', ctypes.c_int),
                ('layer', ctypes.c_int), ('style', ctypes.c_int), ('name', ctypes.c_char_p),
                ('margin_l', ctypes.c_int), ('margin_r', ctypes.c_int), ('margin_v', ctypes.c_int),
                ('effect', ctypes.c_char_p), ('text', ctypes.c_char_p), ('priv', ctypes.c_void_p)]


class Track(ctypes.Structure):
    # ass_types.h of libass: the head of ASS_Track
    _fields_ = [('n_styles', ctypes.c_int), ('max_styles', ctypes.c_int), ('n_events', ctypes.c_int),
                ('max_events', ctypes.c_int), ('styles', ctypes.c_void_p), ('events', ctypes.POINTER(Event)),
                ('style_format', ctypes.c_char_p), ('event_format', ctypes.c_char_p), ('track_type', ctypes.c_int),
                ('play_res_x', ctypes.c_int), ('play_res_y', ctypes.c_int)]


class Image(ctypes.Structure):
    # ass.h of libass: the head of ASS_Image
    pass


Image._fields_ = [('w', ctypes.c_int), ('h', ctypes.c_int), ('stride', ctypes.c_int),
                  ('bitmap', ctypes.POINTER(ctypes.c_ubyte)), ('color', ctypes.c_uint32),
                  ('x', ctypes.c_int), ('y', ctypes.c_int), ('next', ctypes.POINTER(Image))]


def libass_events(path):
    """The events libass reads, each with the ink it draws: covered pixels of the fill, in units of full cover."""
    lib = ctypes.CDLL('libass.so.9')
    for name, result in (('ass_library_init', ctypes.c_void_p), ('ass_renderer_init', ctypes.c_void_p),
                         ('ass_read_file', ctypes.POINTER(Track)), ('ass_render_frame', ctypes.POINTER(Image))):
        getattr(lib, name).restype = result
    complaints = []
    callback = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p)

    def complain(level, text, _args, _data):
        # Which glyphs the fonts of this machine have is no fault of the file.
        if level < 3 and not text.startswith((b'fontselect', b'Glyph')):
            complaints.append(text.decode('utf-8', 'replace'))

    keep = callback(complain)
    library = ctypes.c_void_p(lib.ass_library_init())
    lib.ass_set_message_cb(library, keep, None)
    renderer = ctypes.c_void_p(lib.ass_renderer_init(library))
    lib.ass_set_frame_size(renderer, 640, 360)
    lib.ass_set_fonts(renderer, None, b'sans-serif', 1, None, 1)
    track = lib.ass_read_file(library, path.encode(), None)
    events = []
    for i in range(track.contents.n_events):
        event = track.contents.events[i]
        image = lib.ass_render_frame(renderer, track, ctypes.c_longlong(event.start + event.duration // 2), None)
        ink = 0
        while image:
            head = image.contents
            if head.color >> 8 == 0xffffff:
                for row in range(head.h):
                    ink += sum(head.bitmap[row * head.stride:row * head.stride + head.w])
            image = head.next
        events.append({'startMs': event.start, 'endMs': event.start + event.duration, 'name': event.name.decode(),
                       'text': event.text.decode(), 'ink': round(ink / 255)})
    return {'events': events, 'playRes': [track.contents.play_res_x, track.contents.play_res_y], 'complaints': complaints}


def json_schema_errors(folder, documents):
    """What documents ([name, document] each) break of the schemas in a folder, by jsonschema; and broken schemas."""
    import os
    import warnings
    warnings.simplefilter('ignore', DeprecationWarning)
    from jsonschema import Draft202012Validator, RefResolver
    schemas = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding='utf-8') as file:
            schemas[name] = json.load(file)
    store = {**schemas, **{schema['$id']: schema for schema in schemas.values() if '$id' in schema}}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    with open(documents, encoding='utf-8') as file:
        found = json.load(file)
    errors = []
    for name, document in found:
        schema = schemas[f'{name}.json']
        resolver = RefResolver(schema.get('$id', f'{name}.json'), schema, store=store)
        for error in Draft202012Validator(schema, resolver=resolver).iter_errors(document):
            errors.append(f'{name} {error.json_path}: {error.message}')
    return {'documents': len(found), 'errors': errors}


READERS = {'jsonschema': json_schema_errors, 'srt': srt_cues, 'csv': csv_rows, 'schema': schema_errors, 'ttconv': ttconv_cues, 'libass': libass_events}

if __name__ == '__main__':
    print(json.dumps(READERS[sys.argv[1]](*sys.argv[2:])))
