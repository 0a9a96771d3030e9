using System.Globalization;

namespace Tercet.Viewer.Components;

/// <summary>Addresses of the pages: an address holds the place, so that a view can be shared.</summary>
internal static class Place
{
    /// <summary>A step of a run on the time line.</summary>
    public static string TimeLine(int run, long? step = null, double zoom = 1) =>
        With("/", ("run", run), ("step", step), ("zoom", zoom == 1 ? null : zoom));

    /// <summary>The doubtful pairs of a run.</summary>
    public static string Suspects(int run) => With("/suspects", ("run", run));

    /// <summary>The marks of a run.</summary>
    public static string Marks(int run) => With("/marks", ("run", run));

    /// <summary>A search in a run.</summary>
    public static string Search(int run, string? text = null) => With("/search", ("run", run), ("q", text));

    /// <summary>An item of a run.</summary>
    public static string Item(int run, bool isAnchor, int row) =>
        With("/item", ("run", run), ("set", isAnchor ? "anchors" : "items"), ("row", row));

    /// <summary>An anchor in two runs.</summary>
    public static string Compare(int run, int other, string? anchor = null) =>
        With("/compare", ("run", run), ("with", other), ("anchor", anchor));

    /// <summary>The epochs of a training run.</summary>
    public static string Training(int run) => With("/training", ("run", run));

    private static string With(string path, params (string Name, object? Value)[] parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null).Select(parameter =>
            parameter.Name + "=" + Uri.EscapeDataString(Convert.ToString(parameter.Value, CultureInfo.InvariantCulture)!));
        return path + "?" + string.Join('&', given);
    }
}
