using Microsoft.AspNetCore.Components;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Components.Pages;

/// <summary>An item everywhere: its nearest neighbours, and the steps at which it is anchor, positive or negative.</summary>
public sealed partial class Item : RunPage
{
    private const int Neighbours = 24, MaxPlaces = 60, MaxText = 20_000;

    private (int Number, bool IsAnchor, int Row, object? Data) _shown = (-1, false, 0, null);
    private IReadOnlyList<(int Row, double Distance)>? _nearest;
    private string? _nearestFault;
    private List<(string Role, IReadOnlyList<int> Points)>? _places;
    private (object Steps, int Count, bool IsAnchor, int Row)? _placed;

    /// <summary>The table, from the address: items or anchors.</summary>
    [SupplyParameterFromQuery(Name = "set")]
    public string? SetParameter { get; set; }

    /// <summary>The row, from the address.</summary>
    [SupplyParameterFromQuery(Name = "row")]
    public int? RowParameter { get; set; }

    private bool IsAnchor => SetParameter == "anchors";

    private int Row => RowParameter ?? 0;

    private ItemSet Set => IsAnchor ? Run.Anchors : Run.Items;

    /// <summary>Whether anchors and items are one table, so that an item may have either role.</summary>
    private bool IsOneTable => ReferenceEquals(Run.Items, Run.Anchors);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Show();
    }

    /// <inheritdoc/>
    protected override void OnRunChanged() => Show();

    private void Show()
    {
        if (Run.IsLoaded)
            FindPlaces();
        var now = (Number, IsAnchor, Row, (object?)Run.Data);
        if (_shown == now || (Run.Data is null && Run.DataFault is null))
            return;
        _shown = now;
        _ = FindNearest(now);
    }

    private async Task FindNearest((int, bool, int, object?) asked)
    {
        (_nearest, _nearestFault) = (null, null);
        try
        {
            var neighbourhood = await Run.Neighbourhood();
            var found = await Task.Run(() => neighbourhood.NearestItems(IsAnchor, Row, Neighbours));
            if (_shown == asked)
                _nearest = found;
        }
        catch (Exception e) when (e is InvalidInputException or InvalidOptionsException or IOException or UnauthorizedAccessException)
        {
            _nearestFault = e.Message;
        }
        catch (OperationCanceledException)
        {
            return; // the viewer ends
        }
        await InvokeAsync(StateHasChanged);
    }

    private void FindPlaces()
    {
        var now = ((object)Run.Steps, Run.Steps.Count, IsAnchor, Row);
        if (_placed == now)
            return;
        _placed = now;
        _places = Run.Steps switch
        {
            TripletTable triplets => PlacesIn(triplets),
            BatchTable batches => [("in batches", PlacesIn(batches))],
            _ => [],
        };
    }

    private List<(string Role, IReadOnlyList<int> Points)> PlacesIn(TripletTable triplets)
    {
        List<int> anchors = [], positives = [], negatives = [];
        var entries = triplets.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Anchor == Row && (IsAnchor || IsOneTable))
                anchors.Add(i);
            if (entries[i].Positive == Row && (!IsAnchor || IsOneTable))
                positives.Add(i);
            if (entries[i].Negative == Row && (!IsAnchor || IsOneTable))
                negatives.Add(i);
        }
        return [("as anchor", anchors), ("as positive", positives), ("as negative", negatives)];
    }

    private List<int> PlacesIn(BatchTable batches)
    {
        var role = IsAnchor && !IsOneTable ? ItemRole.Catalog : ItemRole.Item;
        return [.. Enumerable.Range(0, batches.Count).Where(point =>
        {
            foreach (var item in batches.ItemsOf(point))
            {
                if (item.Row == Row && item.Role == role)
                    return true;
            }
            return false;
        })];
    }

    private bool IsRelated(int row) => Run.Data is { } data && (IsAnchor || IsOneTable
        ? data.Relation.AreRelated(Row, row)
        : data.Relation.ItemsShareClass(Row, row));
}
